#pragma once

#include <functional>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "board/coord.hpp"
#include "board/geometry.hpp"

namespace tk::grid {

/// A stroke from the middle of one cell to that of another, as chess programs draw over moves. In columns and rows.
struct Arrow {
    board::Coord from, to;

    /// Whether it may cover a point, in columns and rows: the middle of cell (x, y) is at (x, y).
    bool covers(board::Point point) const;
};

/// What a point, in columns and rows, shows over the ground of its cell; nothing where that is not seen.
using OverGround = std::function<std::optional<cv::Vec3f>(board::Point)>;

/// The arrows over a board of squares: all along their way one colour lies over the ground, more or less opaque, so
/// that light and dark cells under it differ as they do elsewhere, or less. Pieces in a row do not look so: between
/// them the ground shows. `shades`: the colour of even cells over that of odd ones.
std::vector<Arrow> find_arrows(const board::Geometry& geometry, const OverGround& over_ground, const cv::Vec3f& shades);

}  // namespace tk::grid
