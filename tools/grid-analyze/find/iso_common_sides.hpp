#pragma once

#include "grid-analyze/find/flat_picture.hpp"
#include "grid-analyze/find/iso_region.hpp"

namespace tk::grid {

/// How clearly each side of a lattice shows what most of them have in common. Here `seen` and `chance` are signed,
/// -1..1, and 0 on average where no board is.
struct CommonSides {
    Sides sides;
    /// What they have in common, as weights: brightness over that beside them, change from shade to shade.
    double of_line = 0, of_shade = 0;
    Evidence evidence;
};

/// Measures all sides of `lattice` in the picture, each over its length and with its sign: how much it is darker or
/// brighter than what is beside it, and by how much the shades of its two cells differ.
CommonSides measure_common(const FlatPicture& flat, const Lattice& lattice);

}  // namespace tk::grid
