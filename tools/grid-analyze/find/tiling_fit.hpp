#pragma once

#include <vector>

#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {

/// Sides of a board that a fit looks at.
constexpr int most_fitted = 220;

/// Cells spread over the board with about `most_sides` sides.
std::vector<board::Coord> some_cells(const board::Geometry& geometry, int most_sides);

/// Sum of the strength on the sides of `cells`, thin lines and steps alike, within `reach` pixels of them: greatest
/// where the lattice lies exactly.
double agreement(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement,
                 const std::vector<board::Coord>& cells, double reach);

/// Whether a fit may stretch a lattice.
enum class Shape { free, kept };

/// Moves the lattice uphill, by its place and its size in turn, from steps of `first_step` pixels down to `last_step`,
/// to where some sides (about `most_sides`) lie best on edges. `reach`: pixels to either side in which an edge still
/// draws. With `Shape::kept`, width and height keep their proportion.
board::Placement climbed(const EdgeField& edges, const board::Geometry& geometry, board::Placement placement,
                         double first_step, double last_step, double reach, int most_sides, Shape shape);

}  // namespace tk::grid
