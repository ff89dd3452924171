#pragma once

#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// How far the outermost lines of a board of squares run beside its lattice, cells a cell: both halves of the board are
/// fitted on their own, and their lines lie apart on a board that is seen at an angle. Boards seen straight reach 0.036
/// where little of them shows.
double slant_of(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement);

}  // namespace tk::grid
