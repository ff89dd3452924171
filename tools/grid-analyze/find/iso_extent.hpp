#pragma once

#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/iso_region.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Which part of a lattice is the board, and how its cells are numbered.
struct Extent {
    board::Geometry geometry;
    Coord first;             ///< place of the board's coordinates (0, 0) in the lattice
    bool is_certain = true;  ///< false: the rim is not seen everywhere, so the board was put near `middle`
};

/// Of a board of staggered rows. One of fixed size lies where most sides are seen; where several places are as good, at
/// the one nearest to `middle` (pixels). One of unknown size is the region, with the cells beside it that show.
Extent find_extent(const EdgeFields& fields, const Sides& sides, const Evidence& evidence, const Lattice& lattice,
                   const profile::BoardProfile& profile, Point middle);

/// How the board of `extent` lies in the picture.
board::Placement placement_of(const Extent& extent, const Lattice& lattice);

}  // namespace tk::grid
