#include "grid-analyze/small_maps.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tk::grid {
namespace {

constexpr double shortest = 400, longest = 640;  // of the maps' longer side: pixels
constexpr double enough = 2;                     // picture pixels to one of the maps

/// Mean over about `reach` pixels to all sides, worked out on a quarter of the size, for it changes slowly.
cv::Mat surroundings(const cv::Mat& map, int reach) {
    constexpr int shrink = 4;
    const cv::Size size{std::max(1, map.cols / shrink), std::max(1, map.rows / shrink)};
    const int around = 2 * (reach / shrink) + 1;
    cv::Mat small, result;
    cv::resize(map, small, size, 0, 0, cv::INTER_AREA);
    cv::blur(small, small, {around, around}, {-1, -1}, cv::BORDER_REFLECT);
    cv::resize(small, result, map.size(), 0, 0, cv::INTER_LINEAR);
    return result;
}

}  // namespace

Maps small_maps(const EdgeField& field) {
    Maps maps;
    const cv::Size whole = field.size();
    const double side = std::max(whole.width, whole.height);
    maps.scale = std::max(1.0, side / std::clamp(side / enough, shortest, longest));
    const cv::Size size{std::max(1, static_cast<int>(std::lround(whole.width / maps.scale))),
                        std::max(1, static_cast<int>(std::lround(whole.height / maps.scale)))};
    cv::Mat small, mean, spread;
    cv::resize(field.strength(), maps.edges, size, 0, 0, cv::INTER_AREA);
    cv::resize(field.picture(), small, size, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    const int reach = size.width / 10;
    mean = surroundings(small, reach);
    const cv::Mat over = small - mean;
    spread = surroundings(cv::abs(over), reach);
    maps.shades = over / (0.7 * spread + 1);
    cv::min(maps.shades, 1, maps.shades);
    cv::max(maps.shades, -1, maps.shades);
    return maps;
}

}  // namespace tk::grid
