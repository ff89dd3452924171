#include "grid-analyze/flat_picture.hpp"

#include <algorithm>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr int reach = 31;                // values around one that are its surroundings
constexpr double least_variation = 1.5;  // grey levels: less is the noise of an even ground
constexpr double large = 70;             // values across a cell: its shades are wider than the surroundings
constexpr double most = 2.5;             // or windows and text would outweigh all else

/// The smallest cells keep four values from line to line, and the cost stays bounded.
double scale_for(int width) {
    if (width > 3000) return 4;
    if (width > 2000) return 3;
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
    cv::Mat small, mean, variation;
    cv::resize(gray(whole), small, size, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    cv::blur(small, mean, {reach, reach});
    small -= mean;
    cv::blur(cv::abs(small), variation, {reach, reach});
    flat.values = small / (variation + least_variation);
    cv::min(flat.values, most, flat.values);
    cv::max(flat.values, -most, flat.values);
    return flat;
}

}  // namespace

FlatPicture flattened(const cv::Mat& gray) {
    return flattened_to(gray, scale_for(gray.cols));
}

FlatPicture suited_to(const FlatPicture& flat, const cv::Mat& gray, double width, double height) {
    const double across = width / flat.scale, down = height / flat.scale;
    if (across > large) return flattened_to(gray, 2 * flat.scale);
    if (across > reach) return flat;
    // The mean over a cell is the same wherever it lies on the pattern.
    FlatPicture fine = flat;
    cv::Mat slow;
    cv::blur(flat.values, slow, {static_cast<int>(across) | 1, static_cast<int>(down) | 1});
    fine.values = flat.values - slow;
    return fine;
}

}  // namespace tk::grid
