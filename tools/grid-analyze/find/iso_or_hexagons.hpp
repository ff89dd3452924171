#pragma once

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// How clearly hexagons show, pointy or flat ones, whose middles lie on the lattice of this isometric board: contrast
/// times evenness of the clearest, to be compared with those of the board's own sides. Two of the three families of
/// lines of hexagons run as those of some isometric board do.
double shown_by_hexagons_on(const EdgeFields& fields, const FoundBoard& iso);

}  // namespace tk::grid
