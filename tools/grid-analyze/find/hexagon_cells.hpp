#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/guess.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {

/// The board of the hexagons among `guesses` by lines whose cells show most when they are laid and looked at all
/// together: each by itself may be too faint to tell. Nothing where none shows more than chance does.
std::optional<Tiling> hexagons_by_cells(const EdgeFields& fields, std::vector<Guess> guesses);

}  // namespace tk::grid
