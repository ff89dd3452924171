#include "grid-analyze/find/flat_picture.hpp"

#include <algorithm>
#include <cstdint>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr int reach = 15;  // values to all sides of one that are its surroundings
constexpr int around = (2 * reach + 1) * (2 * reach + 1);
constexpr float least_variation = 1.5F;  // grey levels: less is the noise of an even ground
constexpr double large = 70;             // values across a cell: its shades are wider than the surroundings
constexpr float most = 2.5F;             // or windows and text would outweigh all else

/// The smallest cells keep four values from line to line, and the cost stays bounded.
double scale_for(int width) {
    if (width > 4000) return width / 2000.0;
    return width > 900 ? 2 : 1.5;
}

FlatPicture flattened_to(const cv::Mat& gray, double scale) {
    FlatPicture flat;
    flat.scale = scale;
    flat.size = gray.size();
    const cv::Size size{std::max(1, static_cast<int>(gray.cols / scale)),
                        std::max(1, static_cast<int>(gray.rows / scale))};
    // Cut so that the scale is the same across and down.
    const cv::Rect whole{0, 0, std::min(gray.cols, static_cast<int>(size.width * scale)),
                         std::min(gray.rows, static_cast<int>(size.height * scale))};
    cv::Mat small, sums, over(size, CV_32S);  // brightness over that around, times `around`
    cv::resize(gray(whole), small, size, 0, 0, cv::INTER_AREA);
    const cv::Size square{2 * reach + 1, 2 * reach + 1};
    // Whole numbers stay exact.
    cv::boxFilter(small, sums, CV_32S, square, {-1, -1}, false);
    for (int y = 0; y < size.height; ++y) {
        const auto* from = small.ptr<std::uint8_t>(y);
        const auto* sum = sums.ptr<int>(y);
        auto* to = over.ptr<int>(y);
        for (int x = 0; x < size.width; ++x) to[x] = around * from[x] - sum[x];
    }
    cv::boxFilter(cv::abs(over), sums, CV_32S, square, {-1, -1}, false);
    flat.values.create(size, CV_32F);
    for (int y = 0; y < size.height; ++y) {
        const auto *from = over.ptr<int>(y), *sum = sums.ptr<int>(y);
        auto* to = flat.values.ptr<float>(y);
        for (int x = 0; x < size.width; ++x) {
            const float usual = static_cast<float>(sum[x]) / around + least_variation * around;
            to[x] = std::clamp(static_cast<float>(from[x]) / usual, -most, most);
        }
    }
    return flat;
}

}  // namespace

FlatPicture flattened(const cv::Mat& gray) {
    return flattened_to(gray, scale_for(gray.cols));
}

FlatPicture suited_to(const FlatPicture& flat, const cv::Mat& gray, double width, double height) {
    const double across = width / flat.scale, down = height / flat.scale;
    if (across > large) return flattened_to(gray, 2 * flat.scale);
    if (across > 2 * reach + 1) return flat;
    // The mean over a cell is the same wherever it lies on the pattern.
    FlatPicture fine = flat;
    cv::Mat slow;
    cv::blur(flat.values, slow, {static_cast<int>(across) | 1, static_cast<int>(down) | 1});
    fine.values = flat.values - slow;
    return fine;
}

}  // namespace tk::grid
