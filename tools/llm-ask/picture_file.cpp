#include "llm-ask/picture_file.hpp"

#include <png.h>

#include <charconv>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <optional>

#include "core/error.hpp"
#include "core/json.hpp"
#include "llm-ask/base64.hpp"

namespace tk::llm {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;

std::optional<std::string> media_type(std::string_view bytes) {
    if (bytes.starts_with("\x89PNG\r\n\x1a\n")) return "image/png";
    if (bytes.starts_with("\xFF\xD8\xFF")) return "image/jpeg";
    if (bytes.starts_with("GIF8")) return "image/gif";
    if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return "image/webp";
    return std::nullopt;
}

/// The next number of a PNM head, blanks and comments before it skipped.
std::optional<std::uint32_t> head_number(std::string_view& bytes) {
    while (!bytes.empty()) {
        if (bytes.front() == '#') {
            bytes.remove_prefix(std::min(bytes.size(), bytes.find('\n')));
        } else if (std::string_view(" \t\r\n").find(bytes.front()) != std::string_view::npos) {
            bytes.remove_prefix(1);
        } else {
            break;
        }
    }
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), number);
    if (error != std::errc{}) return std::nullopt;
    bytes.remove_prefix(static_cast<std::size_t>(end - bytes.data()));
    return number;
}

/// A binary PPM or PGM of 8 bits as PNG; nothing for other bytes.
std::optional<std::string> png_of_pnm(std::string_view bytes) {
    if (!bytes.starts_with("P6") && !bytes.starts_with("P5")) return std::nullopt;
    const bool is_color = bytes[1] == '6';
    bytes.remove_prefix(2);
    const auto width = head_number(bytes);
    const auto height = head_number(bytes);
    const auto most = head_number(bytes);
    if (!width || !height || most != 255U || bytes.empty()) return std::nullopt;
    bytes.remove_prefix(1);
    const std::uint64_t size = std::uint64_t{*width} * *height * (is_color ? 3U : 1U);
    if (size == 0 || size != bytes.size()) return std::nullopt;
    png_image image{};
    image.version = PNG_IMAGE_VERSION;
    image.width = *width;
    image.height = *height;
    image.format = is_color ? PNG_FORMAT_RGB : PNG_FORMAT_GRAY;
    image.flags = PNG_IMAGE_FLAG_FAST;
    png_alloc_size_t room = 0;
    if (png_image_write_to_memory(&image, nullptr, &room, 0, bytes.data(), 0, nullptr) == 0) return std::nullopt;
    std::string png(room, '\0');
    if (png_image_write_to_memory(&image, png.data(), &room, 0, bytes.data(), 0, nullptr) == 0) return std::nullopt;
    png.resize(room);
    return png;
}

/// `name`: what messages call it.
Picture picture_of_bytes(const std::string& bytes, const std::string& name) {
    if (bytes.size() > most_bytes) throw RecordError("image", name + ": larger than 64 MiB");
    if (const auto type = media_type(bytes)) return {*type, base64_text(bytes)};
    if (const auto png = png_of_pnm(bytes)) return {"image/png", base64_text(*png)};
    throw RecordError("image", name + ": not a picture that models take",
                      "give a PNG, JPEG, GIF, WebP, PPM or PGM file");
}

}  // namespace

Picture picture_from_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) throw RecordError("image", with_errno(path), "check the path of the picture");
    return picture_of_bytes({std::istreambuf_iterator<char>(file), {}}, path);
}

Picture picture_from_field(const std::string& field) {
    if (!field.starts_with('{')) return picture_from_file(field);
    JsonParser parser;
    const JsonView image = parser.parse(field);
    if (const auto path = image.string("path")) return picture_from_file(std::string(*path));
    const auto bytes = base64_bytes(image.string("data").value_or("?"));
    if (!bytes) throw RecordError("image", "the record's image has neither a path nor data in base64");
    return picture_of_bytes(*bytes, "the record's image");
}

}  // namespace tk::llm
