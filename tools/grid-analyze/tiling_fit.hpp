#pragma once

#include <vector>

#include "grid-analyze/tiling_sides.hpp"

namespace tk::grid {

/// Sides of a board that a fit looks at.
constexpr int most_fitted = 220;

/// Cells spread over the board with about `most_sides` sides.
std::vector<board::Cell> some_cells(const board::Geometry& geometry, int most_sides);

/// Moves the lattice uphill, by its place and its size in turn, from steps of `first_step` pixels down to `last_step`,
/// to where some sides (about `most_sides`) lie best on edges. `reach`: pixels to either side in which an edge still
/// draws. With `Shape::kept`, width and height keep their proportion.
enum class Shape { free, kept };
board::Placement climbed(const EdgeField& edges, const board::Geometry& geometry, board::Placement placement,
                         double first_step, double last_step, double reach, int most_sides, Shape shape);

/// Moves the lattice onto the edges by least squares: each side asks to be moved across itself to the middle of what
/// is seen within `reach` pixels of it.
board::Placement settled(const EdgeField& edges, const board::Geometry& geometry, board::Placement placement,
                         double reach);

}  // namespace tk::grid
