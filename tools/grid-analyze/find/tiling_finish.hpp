#pragma once

#include <optional>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {

/// A tiling as it is claimed.
struct FinishedTiling {
    Tiling tiling;
    std::optional<double> slant;  ///< of squares, as of `slant_of`
};

/// The best tiling of a picture as it is claimed: on the edges of thick tiles or halfway between those that lie apart,
/// up to where the board ends, and of less merit where it is but a strip or little of it was left. `edges`: those it
/// was found in.
FinishedTiling finished(const EdgeFields& edges, Tiling tiling);

}  // namespace tk::grid
