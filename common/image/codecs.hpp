#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <string_view>

#include "image/picture.hpp"

/// One decoder and encoder a format, used by picture.cpp only. The decoders get the `info` that `probe` found, which
/// has passed the size limit.
namespace tk::image {

/// CV_8UC1 of a gray file, else CV_8UC3 (BGR). Throws RecordError when it is damaged.
cv::Mat decode_png(std::string_view bytes, const Info& info, const std::string& name);
/// CV_8UC3 BGR, or CV_8UC1 when `channels` asks for gray. Throws RecordError when it is damaged.
cv::Mat decode_jpeg(std::string_view bytes, const Info& info, const std::string& name, Channels channels);

/// Where the pixels of a PPM or PGM start, and the value of white.
struct PnmHeader {
    Info info;
    int white = 255;
    std::size_t pixels = 0;  ///< offset of the first sample

    std::size_t bytes_per_row() const;
};
/// Size of the whole file.
std::size_t pnm_size(const PnmHeader& header);
/// Nothing when `bytes` end before the header does; throws as `probe`. Does not check the size limit.
std::optional<PnmHeader> read_pnm_header(std::string_view bytes, const std::string& name);
/// Fills `rows` (of `picture`, as wide as it) from as many raw rows.
void convert_pnm_rows(std::string_view raw, const PnmHeader& header, cv::Mat rows);
/// The pixels behind `header`. Throws RecordError when they are cut off.
cv::Mat decode_pnm(std::string_view bytes, const PnmHeader& header, const std::string& name);

/// The picture as a file of each format.
std::string encode_png(const cv::Mat& picture, int compression);
std::string encode_jpeg(const cv::Mat& picture, int quality);
std::string encode_pnm(const cv::Mat& picture);

/// The error for a picture that is cut off or damaged; `what` tells where.
[[noreturn]] void throw_broken(const std::string& name, const std::string& what);
/// The error for more than `max_file_bytes`.
[[noreturn]] void throw_too_long(const std::string& name);

}  // namespace tk::image
