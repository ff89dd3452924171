#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/find/cell_rect.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// The cells of a board, laid where they show best.
struct LaidCells {
    board::Geometry geometry;
    board::Placement placement;
    /// Of staggered diamonds: the sides of those that show, across and down in half cells from the first cell (see
    /// Sides). Where the first row that shows would be a shifted one, there is one more before it.
    CellRect sides;
};

/// Where a lattice may lie. Only those are followed that show best as they are: at most `followed`, of which the cells
/// in the part show more than `least` on average.
struct Starts {
    std::vector<board::Placement> placements;
    std::size_t followed = 1;
    double least = 0;
};

/// Lays a lattice by the sides of its cells, taken over their whole length and over many cells together: what is too
/// faint to be told cell by cell still is. It is fitted to the cells of `part` (pixels), from the start that comes to
/// show best, and then by turns to those cells that show and to those around them. Nothing where too few show, or where
/// the size runs away.
std::optional<LaidCells> lay_by_cells(const EdgeField& edges, board::Kind kind, const Starts& starts,
                                      const cv::Rect2d& part);

}  // namespace tk::grid
