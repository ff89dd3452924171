#include "grid-analyze/find/hints.hpp"

#include <algorithm>
#include <cmath>

namespace tk::grid {
namespace {

constexpr double near_ratio = 0.04;    // share of an isometric cell's ratio
constexpr double near_spacing = 0.06;  // share of the ratio of columns to rows: guesses are less exact

}  // namespace

bool is_allowed(board::Kind kind, const profile::BoardProfile& profile) {
    return !profile.kind || board::kind_name(kind) == *profile.kind;
}

Ratios allowed_ratios(const profile::BoardProfile& profile) {
    if (!profile.ratio) return {};
    const double least = std::max((1 - near_ratio) * *profile.ratio, least_iso_ratio);
    const double most = std::min((1 + near_ratio) * *profile.ratio, most_iso_ratio);
    return least < most ? Ratios{least, most} : Ratios{};
}

bool suits(board::Kind kind, const board::Placement& placement, const profile::BoardProfile& profile) {
    if (!profile.ratio) return true;
    board::Placement stated{{0, 0}, *profile.ratio, 1};
    stated.pitch = profile.pitch.value_or(board::Placement::regular_pitch);
    const board::Point wanted = board::spacing(kind, stated), seen = board::spacing(kind, placement);
    return std::abs(std::log(seen.x / seen.y / (wanted.x / wanted.y))) < near_spacing;
}

cv::Rect area_of(const cv::Size& picture, const profile::BoardProfile& profile) {
    const auto& [x, y, width, height] = profile.area;
    const cv::Point from(static_cast<int>(x * picture.width), static_cast<int>(y * picture.height));
    const cv::Point to(static_cast<int>(std::ceil((x + width) * picture.width)),
                       static_cast<int>(std::ceil((y + height) * picture.height)));
    return cv::Rect(from, to) & cv::Rect({0, 0}, picture);
}

}  // namespace tk::grid
