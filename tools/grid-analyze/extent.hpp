#pragma once

#include "board/placement.hpp"
#include "grid-analyze/support.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Which part of a lattice is the board, and how its cells are numbered.
struct Extent {
    board::Geometry geometry;
    Coord first;  ///< place of the board's coordinates (0, 0) in the lattice
    bool is_certain =
        true;  ///< false: the board's rim is not seen everywhere, so its middle was put near the picture's
};

/// A board of fixed size is laid so that most cells of the patch are on it; if several places are as good, the one
/// whose centre is nearest to `middle` (pixels). Otherwise the board is what the patch spans: staggered rows, or a
/// plain diamond when the patch fills that better and the profile does not say `iso`.
Extent find_extent(const Patch& patch, const Lattice& lattice, const profile::BoardProfile& profile, Point middle);

/// How the board of `extent` lies in the picture.
board::Placement placement_of(const Extent& extent, const Lattice& lattice);

}  // namespace tk::grid
