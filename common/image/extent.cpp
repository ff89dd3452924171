#include "image/extent.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>

#include "image/bytes.hpp"
#include "image/codecs.hpp"

namespace tk::image {

namespace {

constexpr std::size_t png_signature_size = 8;
constexpr std::size_t png_chunk_frame = 12;  // length, type and check sum around the data

/// Size of a PNG chunk with its frame; `header` holds its length and type.
std::size_t png_chunk_size(std::string_view header, const std::string& name) {
    const std::uint32_t length = big_endian32(header, 0);
    if (length > INT32_MAX) throw_broken(name, "a part of the PNG has an impossible length");
    return png_chunk_frame + length;
}

bool is_restart_or_stuffing(unsigned marker) {
    return marker == 0 || (marker >= 0xD0 && marker <= 0xD7);
}

/// `size` bytes at `offset` of a file, fewer at its end.
std::string bytes_at(const Descriptor& file, std::size_t offset, std::size_t size) {
    std::string bytes(size, '\0');
    const ssize_t count = ::pread(file.number(), bytes.data(), size, static_cast<off_t>(offset));
    bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
    return bytes;
}

bool png_is_complete(const Descriptor& file, std::size_t file_size, const std::string& path) {
    constexpr std::string_view end_chunk{"\0\0\0\0IEND\xAE\x42\x60\x82", 12};
    if (file_size >= end_chunk.size() && bytes_at(file, file_size - end_chunk.size(), end_chunk.size()) == end_chunk) {
        return true;
    }
    // Something may follow the picture: walk its chunks.
    for (std::size_t at = png_signature_size; at + png_chunk_frame <= file_size;) {
        const std::string header = bytes_at(file, at, 8);
        if (header.size() < 8) return false;
        at += png_chunk_size(header, path);
        if (header.ends_with("IEND")) return at <= file_size;
    }
    return false;
}

bool jpeg_is_complete(const Descriptor& file, std::size_t file_size) {
    // Some cameras pad the file behind the end marker.
    constexpr std::size_t tail = 65536;
    const std::size_t start = file_size > tail ? file_size - tail : 0;
    return bytes_at(file, start, tail).rfind("\xFF\xD9") != std::string::npos;
}

}  // namespace

std::optional<std::size_t> ExtentScanner::stop_at(std::size_t size, std::size_t bytes_there) {
    needed_ = size;
    if (size > max_file_bytes) throw_too_long(name_);
    if (size <= bytes_there) return size;
    return std::nullopt;
}

std::optional<std::size_t> ExtentScanner::scan_png(std::string_view bytes) {
    if (at_ == 0) at_ = png_signature_size;
    while (stop_at(at_ + png_chunk_frame, bytes.size())) {
        const std::string_view header = bytes.substr(at_, 8);
        const std::size_t end = at_ + png_chunk_size(header, name_);
        if (header.ends_with("IEND")) return stop_at(end, bytes.size());
        if (!stop_at(end, bytes.size())) return std::nullopt;
        at_ = end;
    }
    return std::nullopt;
}

std::optional<std::size_t> ExtentScanner::scan_jpeg(std::string_view bytes) {
    if (at_ == 0) at_ = 2;
    while (stop_at(at_ + 2, bytes.size())) {
        if (in_scan_) {
            const std::size_t found = bytes.find('\xFF', at_);
            at_ = found == std::string_view::npos ? bytes.size() : found;
            if (!stop_at(at_ + 2, bytes.size())) return std::nullopt;
        } else if (byte_at(bytes, at_) != 0xFF) {
            throw_broken(name_, "the JPEG has bytes that belong to no part of it");
        }
        const unsigned marker = byte_at(bytes, at_ + 1);
        if (marker == 0xFF) {
            ++at_;
        } else if (marker == 0xD9) {
            return at_ + 2;
        } else if (in_scan_ && is_restart_or_stuffing(marker)) {
            at_ += 2;
        } else {
            if (!stop_at(at_ + 4, bytes.size())) return std::nullopt;
            const std::size_t end = at_ + 2 + big_endian16(bytes, at_ + 2);
            if (!stop_at(end, bytes.size())) return std::nullopt;
            at_ = end;
            in_scan_ = marker == 0xDA;
        }
    }
    return std::nullopt;
}

std::optional<std::size_t> ExtentScanner::scan(std::string_view bytes) {
    if (!info_) {
        info_ = probe_start(bytes, name_);
        if (!info_) {
            stop_at(bytes.size() + 1, bytes.size());
            return std::nullopt;
        }
    }
    switch (info_->encoding) {
        case Encoding::png: return scan_png(bytes);
        case Encoding::jpeg: return scan_jpeg(bytes);
        case Encoding::ppm:
        case Encoding::pgm: break;
    }
    return stop_at(pnm_size(*read_pnm_header(bytes, name_)), bytes.size());
}

void check_complete(const std::string& path, const Info& info) {
    const Descriptor file(open_picture(path));
    struct stat state {};
    if (::fstat(file.number(), &state) != 0 || !S_ISREG(state.st_mode)) return;
    const auto size = static_cast<std::size_t>(state.st_size);
    switch (info.encoding) {
        case Encoding::png:
            if (!png_is_complete(file, size, path)) throw_broken(path, "the PNG is cut off");
            return;
        case Encoding::jpeg:
            if (!jpeg_is_complete(file, size)) throw_broken(path, "the JPEG is cut off");
            return;
        case Encoding::ppm:
        case Encoding::pgm: {
            const auto header = read_pnm_header(bytes_at(file, 0, 65536), path);
            if (header && pnm_size(*header) > size) throw_broken(path, "the PPM is cut off");
            return;
        }
    }
}

}  // namespace tk::image
