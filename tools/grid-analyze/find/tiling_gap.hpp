#pragma once

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// What lies between the outermost lines that neighbouring squares have on both sides of their common border. Of each
/// axis the median over columns (rows), for a lattice that is a little too small or too large finds now one edge, now
/// the other.
struct Gap {
    double least = 0, most = 0;  ///< widths, share of a cell: of the narrower and of the wider axis
    double depth = 0;  ///< grey levels by which it is darker than the cells beside it; less than zero: lighter
};

/// The gap between the cells of a board of squares. Where the slanted rims of two tiles meet there is none.
Gap gap_of(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement);

/// Whether such a gap is more than a line or a joint of tiles that touch.
bool is_wide(const Gap& gap);

/// Whether cells with such a gap are slots of a bag and no board: slots are hollows and have edges of their own with
/// something lighter between them, cells of a board share a line, and tiles that lie apart are lighter than the ground
/// in their joints.
bool are_slots(const Gap& gap);

}  // namespace tk::grid
