#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace tk {

/// The bytes of one input, unpacked where they are packed (gzip, zstd: told by their first bytes), with a look ahead.
class ByteStream {
public:
    /// "-" is stdin. `on_bytes` is called with all bytes of the input as they are read, packed as they are (to hash
    /// them, say). Throws Error when it cannot be opened.
    explicit ByteStream(const std::string& path, std::function<void(std::string_view)> on_bytes = {});
    ~ByteStream();
    ByteStream(const ByteStream&) = delete;
    ByteStream& operator=(const ByteStream&) = delete;

    /// The first bytes (up to 64 KiB), without taking them.
    std::string_view head() const { return head_; }
    /// Up to `size` bytes into `to`; 0 at the end. Throws Error when the packed data are damaged or cut off.
    std::size_t read(char* to, std::size_t size);
    /// All that is left; throws Error beyond `most` bytes.
    std::string read_all(std::size_t most);

    /// Called at the end of the input, which is then waited for to grow as long as this returns true.
    void follow(std::function<bool()> at_end) { at_end_ = std::move(at_end); }

    const std::string& source() const { return source_; }  ///< the path, or "stdin"
    const std::string& path() const { return path_; }
    int descriptor() const { return descriptor_; }
    bool packed() const { return unpacker_ != nullptr; }

private:
    struct Unpacker;
    struct Gzip;
    struct Zstd;
    std::size_t read_plain(char* to, std::size_t size);

    std::string path_;
    std::string source_;
    std::function<void(std::string_view)> on_bytes_;
    int descriptor_;
    std::string ahead_;  // read to look at it, still packed
    std::string head_;
    std::size_t head_taken_ = 0;
    std::unique_ptr<Unpacker> unpacker_;
    std::function<bool()> at_end_;
};

}  // namespace tk
