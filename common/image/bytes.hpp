#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// Small helpers of the picture formats; the callers have checked the bounds.
namespace tk::image {

/// One byte as a number.
inline unsigned byte_at(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

/// Two bytes, the first the higher.
inline unsigned big_endian16(std::string_view bytes, std::size_t at) {
    return byte_at(bytes, at) << 8 | byte_at(bytes, at + 1);
}

/// Four bytes, the first the highest.
inline std::uint32_t big_endian32(std::string_view bytes, std::size_t at) {
    return big_endian16(bytes, at) << 16 | big_endian16(bytes, at + 2);
}

/// White space as Netpbm counts it.
inline bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

/// A file descriptor that is closed at the end.
class Descriptor {
public:
    explicit Descriptor(int number) : number_(number) {}
    ~Descriptor();
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

private:
    int number_;
};

/// Opens `path` for reading; throws RecordError `picture-missing` (`frame-gone` for a frame that travelled
/// beside records) in words that name it.
int open_picture(const std::string& path);

/// Reads until `bytes` holds `size` bytes; false when the file ends before.
bool read_up_to(int descriptor, std::string& bytes, std::size_t size, const std::string& path);

}  // namespace tk::image
