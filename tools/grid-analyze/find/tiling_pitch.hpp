#pragma once

#include "grid-analyze/find/tiling_fit.hpp"

namespace tk::grid {

/// The lattice of hexagons with other sides: columns and rows stay where they are.
board::Placement with_pitch(board::Kind kind, board::Placement placement, double pitch);

/// Of a few pitches, the one whose sides lie best on edges; squares stay as they are. `reach` and `most_sides` as in
/// `climbed`.
board::Placement best_pitched(const EdgeField& edges, const board::Geometry& geometry,
                              const board::Placement& placement, double reach, int most_sides);

}  // namespace tk::grid
