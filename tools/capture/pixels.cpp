#include "capture/pixels.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <opencv2/imgproc.hpp>

namespace tk::capture {

namespace {

constexpr std::size_t pixel_size = 4;

/// The same colour; the fourth byte says nothing.
bool same_color(const unsigned char* a, const unsigned char* b) {
    return std::memcmp(a, b, 3) == 0;
}

}  // namespace

bool is_one_color(const Grab& grab) {
    const unsigned char* const first = grab.pixels;
    const std::size_t row_size = static_cast<std::size_t>(grab.width) * pixel_size;
    for (std::size_t at = 0; at < row_size; at += pixel_size) {
        if (!same_color(first, first + at)) return false;
    }
    for (int y = 1; y < grab.height; ++y) {
        const unsigned char* const row = first + static_cast<std::size_t>(y) * grab.stride;
        if (std::memcmp(first, row, row_size) == 0) continue;
        for (std::size_t at = 0; at < row_size; at += pixel_size) {
            if (!same_color(first, row + at)) return false;
        }
    }
    return true;
}

std::string_view PixelBuffer::ppm(const Grab& grab, const Transform& transform, const std::string& name) {
    // OpenCV has no read-only headers over foreign memory; the source is only read.
    const cv::Mat whole(grab.height, grab.width, CV_8UC4, const_cast<unsigned char*>(grab.pixels), grab.stride);
    const cv::Mat source = transform.crop ? cut(whole, *transform.crop, name) : whole;
    const std::string header = fmt::format("P6\n{} {}\n255\n", source.cols, source.rows);
    bytes_.resize(header.size() + source.total() * 3);
    header.copy(bytes_.data(), header.size());
    const cv::Mat target(source.rows, source.cols, CV_8UC3, bytes_.data() + header.size());
    // In pieces too small for OpenCV to start threads for, which would cost more CPU time than the work.
    const int rows_at_once = std::max(1, 32768 / source.cols);
    for (int row = 0; row < source.rows; row += rows_at_once) {
        const int end = std::min(source.rows, row + rows_at_once);
        cv::Mat piece = target.rowRange(row, end);
        cv::cvtColor(source.rowRange(row, end), piece, cv::COLOR_BGRA2RGB);
    }
    if (transform.scale != 1 || transform.gray) {
        bytes_ = transformed(bytes_, {std::nullopt, transform.scale, transform.gray}, 0, name);
    }
    return bytes_;
}

}  // namespace tk::capture
