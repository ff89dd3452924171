#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace tk {

/// A file without a name in the folder for temporary files: it is gone when it is closed, however the program ends.
/// All throw Error, with advice, when the folder cannot be used or is full.
class TemporaryFile {
public:
    TemporaryFile();
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    void append(std::string_view bytes);
    /// The descriptor of the file with all bytes in it, for reading and writing; the caller closes it.
    int release();
    /// Bytes appended so far.
    std::uint64_t size() const { return written_ + pending_.size(); }
    /// Fills `buffer` with the bytes from `at` on, which were appended before.
    void read(std::uint64_t at, std::span<char> buffer);

private:
    void flush();
    [[noreturn]] void fail() const;

    std::string folder_;
    int descriptor_ = -1;
    std::string pending_;  // appended, not yet written
    std::uint64_t written_ = 0;
};

}  // namespace tk
