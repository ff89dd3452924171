#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

namespace tk::capture {

/// Pictures that follow each other in a pipe, each PNG, JPEG or PPM, without anything between them.
class PictureStream {
public:
    /// Reads from an open descriptor; `name` is for messages.
    PictureStream(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

    /// The bytes of the next picture, nothing at the end. Throws RecordError when what follows is no picture or ends
    /// too early; there is no going on after that. Throws Interrupted on a signal.
    std::optional<std::string> next();

private:
    bool fill(std::size_t size);

    int descriptor_;
    std::string name_;
    std::string buffer_;
    std::int64_t count_ = 0;
};

}  // namespace tk::capture
