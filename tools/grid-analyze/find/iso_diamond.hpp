#pragma once

#include <optional>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/iso_extent.hpp"
#include "grid-analyze/find/iso_region.hpp"

namespace tk::grid {

/// The plain diamond that the cells of a lattice fill best.
struct Diamond {
    Extent extent;
    bool is_likely = false;  ///< rather than any board of staggered rows
};

/// Looks at the sides of all cells of `lattice` in the picture: a board is where they show, and of a diamond much lies
/// outside of any board of staggered rows, and the other way round. `region`: where it is known that some show.
/// Nothing where no diamond stands out, or where a picture would hold hundreds of thousands of cells.
std::optional<Diamond> find_diamond(const EdgeFields& fields, const Lattice& lattice, const CellRect& region);

}  // namespace tk::grid
