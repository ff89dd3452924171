#pragma once

#include "grid-analyze/find/tiling_fit.hpp"
#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {

/// Moves the lattice onto the edges by least squares: each side asks to be moved across itself to the middle of what
/// is seen within `reach` pixels of it. The pitch of hexagons is fitted too if the edges are clear enough to tell
/// (`tells_pitch`), and is the regular one exactly unless they say otherwise. No more than `most_sides` are looked at.
board::Placement settled(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement,
                         double reach, bool tells_pitch, int most_sides = 3 * most_fitted / 2);

/// The same for a first look: of hexagons of any pitch near that of `placement`, the columns and rows of which lie
/// right. Squares stay as they are.
board::Placement turned(const EdgeField& edges, const board::Geometry& geometry, const board::Placement& placement,
                        double reach);

}  // namespace tk::grid
