#pragma once

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// Whether squares lie on every third line of a table: the lines of the other two thirds show in the cells, too, and
/// there are none across them.
bool is_of_table(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement);

}  // namespace tk::grid
