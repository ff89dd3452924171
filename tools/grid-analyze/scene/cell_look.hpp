#pragma once

#include <algorithm>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "board/placement.hpp"

namespace tk::grid {

using Pixels = std::vector<cv::Vec3b>;

/// Grey levels between two cells of one shade.
constexpr int same_shade = 14;

/// The visible sample points of a part of a cell.
struct Look {
    Pixels points;
    bool is_visible = false;  ///< enough of them
    cv::Vec3b median{};
};

/// Sample points of the core of a cell, off its middle, pixels.
std::vector<board::Point> core_of(const board::Placement& placement);
/// Those of them that lie within a ring of `radius`, a share of the cell.
std::vector<board::Point> within_ring(const board::Placement& placement, double radius);
/// Sample points of what a cell shows around a ring of that radius: the corners, for the most part.
std::vector<board::Point> around_ring(board::Kind kind, const board::Placement& placement, double radius);

/// What is seen at the points beside `middle` in `picture` (blue, green, red) where `hidden` (CV_8U) is 0.
Look look_at(const cv::Mat& picture, const cv::Mat& hidden, board::Point middle,
             const std::vector<board::Point>& offsets);

/// The colour that most of some colours are near to, and the share that is.
struct Shade {
    cv::Vec3b colour{};
    double share = 0;
};
/// Nothing of no colours.
std::optional<Shade> commonest(const Pixels& colours);

/// Median of each channel; there must be points.
cv::Vec3b median_of(const Pixels& points);

/// Share of the points of which `is_like` holds.
double share_of(const Pixels& points, const auto& is_like) {
    return static_cast<double>(std::count_if(points.begin(), points.end(), is_like)) /
           static_cast<double>(std::max<std::size_t>(points.size(), 1));
}
double share_of(const Look& look, const auto& is_like) {
    return share_of(look.points, is_like);
}

}  // namespace tk::grid
