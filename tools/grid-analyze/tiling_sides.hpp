#pragma once

#include <array>
#include <vector>

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/edge_field.hpp"

namespace tk::grid {

/// Places along a side that are looked at.
constexpr int side_samples = 5;
/// Share of a side left out at either end, where lines meet.
constexpr double side_ends = 0.14;

/// A side of a cell about its middle, in pixels: where it begins, its run, and its unit normal.
struct Side {
    double x, y, dx, dy;
    float nx, ny;
};

/// The sides of a cell of this size, in the order of its outline.
std::vector<Side> sides_of(const board::Geometry& geometry, const board::Placement& placement);

/// How much more the sides of a cell show than parallels inside of it.
struct Shown {
    std::array<float, 6> each{};
    bool is_inside = false;  ///< the middle of the cell lies in the picture
};

/// Looks at the cell around `middle` (pixels).
Shown look(const EdgeField& edges, board::Point middle, const std::vector<Side>& sides);

}  // namespace tk::grid
