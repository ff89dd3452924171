#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::capture {

/// Pictures that follow each other in a pipe, each PNG, JPEG or PPM, without anything between them but the headers that
/// web cameras and phones send (motion JPEG over HTTP).
class PictureStream {
public:
    /// Reads from an open descriptor; `name` is for messages.
    PictureStream(int descriptor, std::string name) : descriptor_(descriptor), name_(std::move(name)) {}

    /// The bytes of the next picture, valid until the next call; nothing at the end. Throws RecordError when what
    /// follows is no picture or ends too early; there is no going on after that. Throws Interrupted on a signal.
    std::optional<std::string_view> next();

private:
    bool fill(std::size_t size);
    void skip_headers();

    int descriptor_;
    std::string name_;
    std::vector<char> buffer_;  ///< kept from picture to picture
    std::size_t begin_ = 0;     ///< where the picture at hand begins
    std::size_t end_ = 0;       ///< behind the last byte read
    std::int64_t count_ = 0;
};

}  // namespace tk::capture
