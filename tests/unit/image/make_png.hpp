#pragma once

#include <zlib.h>

#include <cstdint>
#include <string>
#include <string_view>

/// Writes PNG files of every kind by hand, so that the decoder is not tested against its own library's encoder.
namespace make_png {

inline std::string number(std::uint32_t value) {
    std::string bytes;
    for (int shift = 24; shift >= 0; shift -= 8) bytes += static_cast<char>(value >> shift & 0xFF);
    return bytes;
}

inline std::string chunk(std::string_view type, std::string_view data) {
    const std::string body = std::string(type) + std::string(data);
    const auto check = crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
    return number(static_cast<std::uint32_t>(data.size())) + body + number(static_cast<std::uint32_t>(check));
}

inline std::string packed(std::string_view raw) {
    uLongf size = compressBound(raw.size());
    std::string out(size, '\0');
    compress(reinterpret_cast<Bytef*>(out.data()), &size, reinterpret_cast<const Bytef*>(raw.data()), raw.size());
    out.resize(size);
    return out;
}

struct Kind {
    int bits = 8;
    int color = 2;  ///< 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha
};

/// `rows`: the samples of all rows as the format packs them, without filter bytes. `extra`: chunks before the pixels.
inline std::string file(int width, int height, Kind kind, std::string_view rows, std::string_view extra = {}) {
    const std::size_t row_size = rows.size() / static_cast<std::size_t>(height);
    std::string filtered;
    for (int y = 0; y < height; ++y) {
        filtered += '\0';
        filtered += rows.substr(static_cast<std::size_t>(y) * row_size, row_size);
    }
    std::string header = number(static_cast<std::uint32_t>(width)) + number(static_cast<std::uint32_t>(height));
    header += static_cast<char>(kind.bits);
    header += static_cast<char>(kind.color);
    header.append(3, '\0');
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header) + std::string(extra) + chunk("IDAT", packed(filtered)) +
           chunk("IEND", "");
}

/// RGB in the seven passes of Adam7; `pixels` are the rows of the whole picture.
inline std::string interlaced(int width, int height, std::string_view pixels) {
    struct Pass {
        int x, y, dx, dy;
    };
    std::string filtered;
    for (const auto& [x0, y0, dx, dy] : {Pass{0, 0, 8, 8}, Pass{4, 0, 8, 8}, Pass{0, 4, 4, 8}, Pass{2, 0, 4, 4},
                                         Pass{0, 2, 2, 4}, Pass{1, 0, 2, 2}, Pass{0, 1, 1, 2}}) {
        for (int y = y0; y < height && x0 < width; y += dy) {
            filtered += '\0';
            for (int x = x0; x < width; x += dx)
                filtered += pixels.substr(static_cast<std::size_t>(y * width + x) * 3, 3);
        }
    }
    const std::string header = number(static_cast<std::uint32_t>(width)) + number(static_cast<std::uint32_t>(height));
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", header + std::string("\x08\x02\0\0\x01", 5)) +
           chunk("IDAT", packed(filtered)) + chunk("IEND", "");
}

/// A header that announces `width` x `height`, and nothing behind it.
inline std::string header_only(std::uint32_t width, std::uint32_t height) {
    return "\x89PNG\r\n\x1a\n" + chunk("IHDR", number(width) + number(height) + std::string("\x08\x02\0\0\0", 5));
}

}  // namespace make_png
