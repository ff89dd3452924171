#pragma once

#include <utility>

#include "grid-analyze/find/tiling_field.hpp"

namespace tk::grid {

/// The board of which `geometry` at `placement` is the part that shows clearly: its borders are moved to where the
/// board ends, and of hexagons it is told which lines are the shifted ones.
///
/// Between a line of cells beside the board and the board lies the board's own rim, which is seen either way; so a line
/// belongs to the board if some of its cells show their other sides: windows, fighters and holes may hide most of them.
std::pair<board::Geometry, board::Placement> with_true_ends(const EdgeFields& fields, const board::Geometry& geometry,
                                                            const board::Placement& placement);

/// The same of a part of a view of squares or of plain diamonds.
CellRect with_true_ends(const View& view, const CellRect& span);

}  // namespace tk::grid
