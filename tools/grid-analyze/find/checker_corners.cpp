#include "grid-analyze/find/checker_corners.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/imgproc.hpp>

namespace tk::grid {

using board::Placement;
using board::Point;

namespace {

constexpr double box_share = 0.22;  // of a cell: the four boxes looked at around a corner

}  // namespace

BoxSums::BoxSums(const cv::Mat& gray) {
    cv::integral(gray, sums_, CV_32S);
}

std::optional<Quarters> quarters(const BoxSums& sums, Point corner, double width, double height, double gap) {
    const double near_x = gap * width, near_y = gap * height;
    const double far_x = near_x + box_share * width, far_y = near_y + box_share * height;
    Quarters result{};
    std::size_t at = 0;
    for (const int down : {-1, 1}) {
        for (const int right : {-1, 1}) {
            const double x0 = corner.x + (right > 0 ? near_x : -far_x), y0 = corner.y + (down > 0 ? near_y : -far_y);
            const auto mean = sums.mean(x0, y0, x0 + box_share * width, y0 + box_share * height);
            if (!mean) return std::nullopt;
            result[at++] = *mean;
        }
    }
    return result;
}

Crossing crossing(const Quarters& q, int sign) {
    const double levels =
        sign > 0 ? std::min(q[0], q[3]) - std::max(q[1], q[2]) : std::min(q[1], q[2]) - std::max(q[0], q[3]);
    const auto [low, high] = std::minmax_element(q.begin(), q.end());
    return {levels, std::clamp(1.4 * levels / (*high - *low + least_contrast), -0.5, 1.0)};
}

int sign_of(int i, int j) {
    return ((i + j) & 1) == 0 ? 1 : -1;
}

Point corner(const Placement& placement, int i, int j) {
    return {placement.origin.x + (i + 0.5) * placement.width, placement.origin.y + (j + 0.5) * placement.height};
}

Corners corners_of(const BoxSums& sums, const Placement& p) {
    const cv::Size size = sums.size();
    Corners c;
    c.left = static_cast<int>(std::floor(-p.origin.x / p.width)) - 1;
    c.top = static_cast<int>(std::floor(-p.origin.y / p.height)) - 1;
    c.columns = static_cast<int>(std::ceil((size.width - p.origin.x) / p.width)) + 2 - c.left;
    c.rows = static_cast<int>(std::ceil((size.height - p.origin.y) / p.height)) + 2 - c.top;
    for (int j = 0; j < c.rows; ++j) {
        for (int i = 0; i < c.columns; ++i) {
            const auto q = quarters(sums, corner(p, c.left + i, c.top + j), p.width, p.height, box_gap);
            c.crossings.push_back(q ? crossing(*q, sign_of(c.left + i, c.top + j)) : Crossing{-1, -0.5});
        }
    }
    return c;
}

}  // namespace tk::grid
