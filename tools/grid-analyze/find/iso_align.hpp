#pragma once

#include <optional>

#include "grid-analyze/find/iso_common_sides.hpp"

namespace tk::grid {

/// Moves and stretches a lattice so that its lines lie on those of the board: in each part of its region the
/// sides, summed up, show by how much the lines lie beside, and a lattice is fitted to that. Looks an
/// eighth of a cell to both sides. Nothing when the parts do not determine a lattice.
std::optional<Lattice> aligned(const FlatPicture& flat, const Lattice& lattice, const CommonSides& common);

}  // namespace tk::grid
