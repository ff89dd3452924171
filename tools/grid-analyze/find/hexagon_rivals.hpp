#pragma once

#include <vector>

#include "grid-analyze/find/guess.hpp"

namespace tk::grid {

/// The same lattice of lines has three lattices of hexagons: those of which `guess` is one.
std::vector<Guess> rivals(const Guess& guess);

/// The hexagons two of whose families of lines are those of an isometric board: one of three lattices, as above.
Guess hexagons_on(const board::Geometry& iso, const board::Placement& placement);

/// Flat hexagons of any pitch whose middles lie as those of the cells of an isometric board: what repeats alike does
/// not tell which of the two it is. The middles may also lie half or a quarter of a cell beside.
std::vector<Guess> flat_hexagons_on(const board::Geometry& iso, const board::Placement& placement);

}  // namespace tk::grid
