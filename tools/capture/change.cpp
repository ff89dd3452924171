#include "capture/change.hpp"

#include <cstdlib>
#include <cstring>

#include "image/picture.hpp"

namespace tk::capture {

namespace {

bool differs(const unsigned char* a, const unsigned char* b) {
    return std::abs(a[0] - b[0]) > change_tolerance || std::abs(a[1] - b[1]) > change_tolerance ||
           std::abs(a[2] - b[2]) > change_tolerance;
}

}  // namespace

double changed_share(const cv::Mat& before, const cv::Mat& after) {
    CV_Assert(before.type() == CV_8UC3 && after.type() == CV_8UC3);
    if (before.size() != after.size()) return 1;
    std::size_t changed = 0;
    const std::size_t row_size = static_cast<std::size_t>(after.cols) * 3;
    for (int y = 0; y < after.rows; ++y) {
        const unsigned char* a = before.ptr(y);
        const unsigned char* b = after.ptr(y);
        // Most rows of a turn-based game are the same, and comparing memory is many times faster than looking at
        // pixels.
        if (std::memcmp(a, b, row_size) == 0) continue;
        for (std::size_t i = 0; i < row_size; i += 3) changed += differs(a + i, b + i) ? 1 : 0;
    }
    return static_cast<double>(changed) / static_cast<double>(after.total());
}

std::optional<double> ChangeDetector::compare(std::string_view bytes, const std::string& name) {
    if (!kept_.pixels.empty() && bytes == kept_.bytes) return 0;
    latest_ = {std::string(bytes), image::decode(bytes, name)};
    if (kept_.pixels.empty()) return std::nullopt;
    return changed_share(kept_.pixels, latest_.pixels);
}

void ChangeDetector::keep() {
    kept_ = std::move(latest_);
}

}  // namespace tk::capture
