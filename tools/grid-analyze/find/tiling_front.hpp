#pragma once

#include <optional>

#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// Squares and flat hexagons whose tiles look thick show two level lines a row where the tiles are translucent: the
/// edge between two tiles, and the foot of the upper one's front behind the lower one. `placement` moved onto the edges
/// between tiles if it lies on the feet of their fronts; nothing where it lies right or there is but one line a row.
std::optional<board::Placement> on_edges_of_tiles(const EdgeField& edges, const board::Geometry& geometry,
                                                  const board::Placement& placement);

}  // namespace tk::grid
