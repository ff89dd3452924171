#pragma once

#include <algorithm>
#include <array>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "board/placement.hpp"
#include "grid-analyze/find/cell_rect.hpp"

namespace tk::grid {

/// Mean brightness of boxes at the price of four look-ups.
class BoxSums {
public:
    /// `gray`: CV_8U.
    explicit BoxSums(const cv::Mat& gray);
    /// Of the picture.
    cv::Size size() const { return {sums_.cols - 1, sums_.rows - 1}; }

    /// Mean of the box from (x0, y0) to (x1, y1), cut to the picture; nothing when little of it is inside. Parts of
    /// pixels count as such, so that the mean changes smoothly as the box moves.
    std::optional<double> mean(double x0, double y0, double x1, double y1) const {
        const double left = std::max(0.0, x0), top = std::max(0.0, y0);
        const double right = std::min(sums_.cols - 1.0, x1), bottom = std::min(sums_.rows - 1.0, y1);
        const double area = (right - left) * (bottom - top);
        if (right <= left || bottom <= top || area < 0.5 * (x1 - x0) * (y1 - y0)) return std::nullopt;
        return (at(right, bottom) - at(right, top) - at(left, bottom) + at(left, top)) / area;
    }

private:
    double at(double x, double y) const {
        const int i = std::min(static_cast<int>(x), sums_.cols - 2), j = std::min(static_cast<int>(y), sums_.rows - 2);
        const double u = x - i, v = y - j;
        const auto* above = sums_.ptr<int>(j) + i;
        const auto* below = sums_.ptr<int>(j + 1) + i;
        return (1 - v) * ((1 - u) * above[0] + u * above[1]) + v * ((1 - u) * below[0] + u * below[1]);
    }
    cv::Mat sums_;
};

/// Brightness of the four boxes around a corner: top left, top right, bottom left, bottom right.
using Quarters = std::array<double, 4>;

/// Of a corner between cells of this size. `gap`: between corner and box, share of a cell. Nothing at the rim of the
/// picture.
std::optional<Quarters> quarters(const BoxSums& sums, board::Point corner, double width, double height, double gap);

/// Grey levels; what differs less is the same.
constexpr double least_contrast = 3;
/// Gap between corner and boxes, share of a cell, as lines and blur lie there.
constexpr double box_gap = 0.05;

/// How much both light quarters are lighter than both dark ones, where the top left is light if `sign` is 1: grey
/// levels, and as a share of what they differ at most. Hatched scans have strong and faint corners side by side, and
/// the share is the same for both; where the shades are not crosswise it is negative.
struct Crossing {
    double levels = 0, share = 0;
};

/// Of four quarters around a corner.
Crossing crossing(const Quarters& q, int sign);

/// 1 or -1 in turn, as the shades are.
int sign_of(int i, int j);

/// Corner (i, j) is the lower right corner of cell (i, j), which is light where i + j is even.
board::Point corner(const board::Placement& placement, int i, int j);

/// All corners of the lattice in the picture and how crosswise they are.
struct Corners {
    int left = 0, top = 0, columns = 0, rows = 0;
    std::vector<Crossing> crossings;
    /// Of column and row, counted from `left` and `top`.
    const Crossing& at(int i, int j) const {
        return crossings[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i)];
    }
};

/// Of the lattice `p` in the picture whose brightness `sums` holds.
Corners corners_of(const BoxSums& sums, const board::Placement& p);

}  // namespace tk::grid
