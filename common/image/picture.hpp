#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>

#include "image/probe.hpp"

namespace tk::image {

/// The channels a decoded picture has: three in the order blue, green, red, or one.
enum class Channels { bgr, gray };

/// Decodes a whole PNG, JPEG, PPM or PGM into 8-bit rows (CV_8UC3 or CV_8UC1). 16 bits a sample become 8; palettes are
/// resolved; transparent parts lie over black; CMYK is converted; orientation tags, gamma and colour profiles are
/// ignored. `name` is what messages call the picture. Errors as `probe`; a picture that ends early is an error too.
cv::Mat decode(std::string_view bytes, const std::string& name, Channels channels = Channels::bgr);

/// The same for a file.
cv::Mat read_picture(const std::string& path, Channels channels = Channels::bgr);

/// The bytes of a picture file as they are; refuses what is no picture or beyond the limits from its header.
std::string read_picture_bytes(const std::string& path);

/// How a picture is written.
struct EncodeOptions {
    int jpeg_quality = 92;    ///< 1..100; colour is not subsampled, so that small text stays readable
    int png_compression = 1;  ///< zlib level 0..9; 1 is several times faster than the usual 6
};

/// Encodes CV_8UC3 (blue, green, red) or CV_8UC1 rows. PPM of a gray picture is PGM; PGM of a coloured one is refused.
std::string encode(const cv::Mat& picture, Encoding encoding, const EncodeOptions& options = {});

/// Encodes into a file that appears under its name only when it is complete.
void write_picture(const std::string& path, const cv::Mat& picture, Encoding encoding,
                   const EncodeOptions& options = {});

}  // namespace tk::image
