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

/// Brightness over that of the surroundings in units of what is usual there, -1..1. What stands out is cut off before
/// the usual is worked out anew: else text and pieces, black on white, would drown pale shades beside them.
cv::Mat shades_of(const cv::Mat& brightness, int reach) {
    constexpr int rounds = 3;
    cv::Mat values = brightness.clone(), over, spread;
    for (int round = 0; round < rounds; ++round) {
        const cv::Mat mean = surroundings(values, reach);
        over = brightness - mean;
        spread = surroundings(cv::abs(values - mean), reach);
        const cv::Mat most = mean + 1.5 * spread, least = mean - 1.5 * spread;
        cv::min(brightness, most, values);
        cv::max(values, least, values);
    }
    cv::Mat shades = over / (0.7 * spread + 1);
    cv::min(shades, 1, shades);
    cv::max(shades, -1, shades);
    return shades;
}

}  // namespace

Maps small_maps(const EdgeField& field) {
    Maps maps;
    const cv::Size whole = field.size();
    const double side = std::max(whole.width, whole.height);
    maps.scale = std::max(1.0, side / std::clamp(side / enough, shortest, longest));
    const cv::Size size{std::max(1, static_cast<int>(std::lround(whole.width / maps.scale))),
                        std::max(1, static_cast<int>(std::lround(whole.height / maps.scale)))};
    cv::Mat small;
    cv::resize(field.picture(), small, size, 0, 0, cv::INTER_AREA);
    small.convertTo(small, CV_32F);
    maps.shades = shades_of(small, size.width / 10);
    return maps;
}

cv::Mat small_edges(const EdgeField& field, const cv::Size& size) {
    cv::Mat edges;
    cv::resize(field.strength(), edges, size, 0, 0, cv::INTER_AREA);
    return edges;
}

}  // namespace tk::grid
