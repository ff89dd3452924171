#pragma once

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// How far from each other the outermost lines between two cells lie, share of the cells: slots of a bag have edges of
/// their own with something between them, cells of a board share theirs, be it where the slanted rims of two tiles
/// meet. The lesser of both axes; of each the median over columns (rows), for a lattice that is a little too small or
/// too large finds now one edge, now the other.
double gap_of(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement);

}  // namespace tk::grid
