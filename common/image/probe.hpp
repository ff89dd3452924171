#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tk::image {

/// The picture formats every tool reads and writes. PGM is the gray form of PPM.
enum class Encoding { png, jpeg, ppm, pgm };

/// "png", "jpeg", "ppm", "pgm": the spelling in records.
std::string_view encoding_name(Encoding encoding);

/// The format of that name, as options spell it.
std::optional<Encoding> encoding_named(std::string_view name);

/// What the header of a picture says: width and height in pixels.
struct Info {
    int width = 0;
    int height = 0;
    Encoding encoding = Encoding::png;
};

/// The largest picture that is read or written, in pixels; larger ones are refused before memory is taken.
inline constexpr std::int64_t max_pixels = std::int64_t{128} << 20;

/// The longest file of a picture that is read: an uncompressed one of 16 bits at the limit, and room for its header.
inline constexpr std::size_t max_file_bytes = static_cast<std::size_t>(max_pixels) * 6 + (std::size_t{16} << 20);

/// The format by its first bytes (a file's extension is never asked); nothing when it is none of ours.
std::optional<Encoding> sniff(std::string_view bytes);

/// Size and format from the header alone. `name` is what messages call the picture. Throws RecordError with code
/// `picture-broken`, `picture-too-large` or `picture-unknown-format`, in words that name the picture and what to do.
Info probe(std::string_view bytes, const std::string& name);

/// The same for bytes that may end within the header; nothing then.
std::optional<Info> probe_start(std::string_view bytes, const std::string& name);

/// The same as `probe` for a file; reads its first kilobytes only. A file that cannot be read is code
/// `picture-missing`.
Info probe_file(const std::string& path);

}  // namespace tk::image
