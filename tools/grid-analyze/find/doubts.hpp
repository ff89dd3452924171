#pragma once

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/tiling.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Whether a tiling is so clear that nothing else need be looked for. Lattices of fractions of the true size are
/// uneven, which costs them their merit; those along the lines of an isometric board leave sides blank, which costs
/// contrast.
bool is_clear(const Tiling& tiling);

/// Three lines of squares, or fewer, and far more the other way.
bool is_strip(const board::Geometry& geometry);

/// Two of the three families of lines of hexagons run as those of such an isometric board do.
bool may_be_of_hexagons(const FoundBoard& iso, const profile::BoardProfile& profile);

/// Whether these are hexagons on whose lines `iso` lies: they are not blank, or they would not be claimed, and the
/// edges of thick tiles make rhombi of hexagons.
bool is_on_lines_of(const Tiling& tiling, const FoundBoard& iso);

/// The middles of flat hexagons may lie as those of isometric cells do: where such repeat, as those of `iso`, the
/// hexagons have to be clear.
bool may_be_isometric(const Tiling& tiling, const FoundBoard& iso);

/// Bricks and the ground of isometric maps lie as flattened hexagons do, which have to be clear therefore.
bool may_be_bricks(const Tiling& tiling);

}  // namespace tk::grid
