#include "image/probe.hpp"

#include <fmt/format.h>

#include <array>

#include "core/error.hpp"
#include "image/bytes.hpp"
#include "image/codecs.hpp"

namespace tk::image {

namespace {

using namespace std::string_view_literals;

constexpr std::string_view png_signature = "\x89PNG\r\n\x1a\n"sv;
constexpr std::string_view jpeg_signature = "\xff\xd8\xff"sv;

/// Formats people hand over by mistake, so that the message can name them.
std::string_view known_stranger(std::string_view bytes) {
    struct Magic {
        std::string_view start, name;
    };
    static constexpr std::array<Magic, 9> strangers{{{"GIF8", "GIF"},
                                                     {"BM", "BMP"},
                                                     {"II*\0"sv, "TIFF"},
                                                     {"MM\0*"sv, "TIFF"},
                                                     {"%PDF", "PDF"},
                                                     {"\x1a\x45\xdf\xa3", "Matroska or WebM video"},
                                                     {"P1\n", "text PBM"},
                                                     {"P2\n", "text PGM"},
                                                     {"P3\n", "text PPM"}}};
    for (const Magic& stranger : strangers) {
        if (bytes.starts_with(stranger.start)) return stranger.name;
    }
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "WebP";
    if (bytes.substr(0, 8).ends_with("ftyp")) return "MP4 video or AVIF/HEIC picture";
    return {};
}

std::optional<Info> probe_png(std::string_view bytes, const std::string& name) {
    constexpr std::size_t header_end = 24;  // signature, then length, "IHDR", width, height
    if (bytes.size() < header_end) return std::nullopt;
    if (bytes.substr(12, 4) != "IHDR") throw_broken(name, "the PNG does not begin with its header");
    const std::uint32_t width = big_endian32(bytes, 16);
    const std::uint32_t height = big_endian32(bytes, 20);
    if (width == 0 || height == 0 || width > INT32_MAX || height > INT32_MAX) {
        throw_broken(name, "the PNG header gives an impossible size");
    }
    return Info{static_cast<int>(width), static_cast<int>(height), Encoding::png};
}

/// Walks the marker segments up to the frame header (ITU T.81, B.2.2), which may follow a long colour profile.
std::optional<Info> probe_jpeg(std::string_view bytes, const std::string& name) {
    std::size_t at = 2;
    while (at + 4 <= bytes.size()) {
        if (byte_at(bytes, at) != 0xFF) throw_broken(name, "the JPEG has no size before its pixels");
        const unsigned marker = byte_at(bytes, at + 1);
        if (marker == 0xFF) {  // fill byte
            ++at;
            continue;
        }
        if (marker == 0xDA || marker == 0xD9) throw_broken(name, "the JPEG has no size before its pixels");
        const bool is_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
        if (is_frame) {
            if (at + 9 > bytes.size()) return std::nullopt;
            const unsigned height = big_endian16(bytes, at + 5);
            const unsigned width = big_endian16(bytes, at + 7);
            if (width == 0 || height == 0) throw_broken(name, "the JPEG header gives an impossible size");
            return Info{static_cast<int>(width), static_cast<int>(height), Encoding::jpeg};
        }
        at += 2 + big_endian16(bytes, at + 2);
    }
    return std::nullopt;
}

}  // namespace

std::string_view encoding_name(Encoding encoding) {
    switch (encoding) {
        case Encoding::png: return "png";
        case Encoding::jpeg: return "jpeg";
        case Encoding::ppm: return "ppm";
        case Encoding::pgm: return "pgm";
    }
    return {};
}

std::optional<Encoding> encoding_named(std::string_view name) {
    for (const Encoding encoding : {Encoding::png, Encoding::jpeg, Encoding::ppm, Encoding::pgm}) {
        if (encoding_name(encoding) == name) return encoding;
    }
    return std::nullopt;
}

std::optional<Encoding> sniff(std::string_view bytes) {
    if (bytes.starts_with(png_signature)) return Encoding::png;
    if (bytes.starts_with(jpeg_signature)) return Encoding::jpeg;
    const bool blank_follows = bytes.size() > 2 && (is_blank(bytes[2]) || bytes[2] == '#');
    if (bytes.starts_with("P6") && blank_follows) return Encoding::ppm;
    if (bytes.starts_with("P5") && blank_follows) return Encoding::pgm;
    return std::nullopt;
}

std::optional<Info> probe_start(std::string_view bytes, const std::string& name) {
    const auto encoding = sniff(bytes);
    if (!encoding) {
        if (bytes.empty()) throw_broken(name, "the file is empty");
        const std::string_view stranger = known_stranger(bytes);
        if (stranger.empty()) {
            throw RecordError("picture-unknown-format",
                              fmt::format("{}: not a picture in PNG, JPEG or PPM format", name),
                              "convert it to PNG, for instance with ImageMagick: convert FILE FILE.png");
        }
        throw RecordError("picture-unknown-format", fmt::format("{}: {} is not read here", name, stranger),
                          "name the file to capture, which reads GIF, WebP, TIFF, BMP and videos: capture FILE | ...");
    }
    std::optional<Info> info;
    switch (*encoding) {
        case Encoding::png: info = probe_png(bytes, name); break;
        case Encoding::jpeg: info = probe_jpeg(bytes, name); break;
        case Encoding::ppm:
        case Encoding::pgm:
            if (const auto header = read_pnm_header(bytes, name)) info = header->info;
            break;
    }
    if (info && std::int64_t{info->width} * info->height > max_pixels) {
        throw RecordError("picture-too-large",
                          fmt::format("{}: {} x {} pixels are more than the limit of {} million", name, info->width,
                                      info->height, max_pixels / 1'000'000),
                          "scale the picture down, or check that the file is what it should be");
    }
    return info;
}

Info probe(std::string_view bytes, const std::string& name) {
    if (const auto info = probe_start(bytes, name)) return *info;
    throw_broken(name, "the picture ends in its header");
}

Info probe_file(const std::string& path) {
    const Descriptor file(open_picture(path));
    // Nearly every header fits; a JPEG may put a colour profile and a preview before its size.
    constexpr std::size_t first_look = 4096;
    constexpr std::size_t last_look = std::size_t{16} << 20;
    std::string head;
    for (std::size_t wanted = first_look; wanted <= last_look; wanted *= 4) {
        const bool at_end = !read_up_to(file.number(), head, wanted, path);
        if (const auto info = probe_start(head, path)) return *info;
        if (at_end) break;
    }
    throw_broken(path, "the picture ends in its header");
}

void throw_too_long(const std::string& name) {
    throw RecordError("picture-too-large",
                      fmt::format("{}: it has more bytes than any picture within the limit", name));
}

void throw_broken(const std::string& name, const std::string& what) {
    throw RecordError("picture-broken", fmt::format("{}: {}", name, what),
                      "the file is damaged or was not written to its end: copy or record it again");
}

}  // namespace tk::image
