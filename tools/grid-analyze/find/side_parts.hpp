#pragma once

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// How sides show along their length. Those of cells show from end to end; lines that touch balls, icons or letters in
/// rows show here and there.
struct SideParts {
    /// What the seventh of all sides that shows least shows over their mean: about 1, and 0.7 where noise, frames and
    /// fighters are. Lines touch balls always at the same parts of a side.
    double least = 1;
    /// How much both halves of a side show together over what they show by themselves: 1 where all sides show from end
    /// to end, more where some are hidden, and 0 where one half shows of each.
    double together = 1;
};

/// Looks at the sides of up to `most_cells` of the cells of a board. Both shares are 1 where too little shows to tell.
SideParts parts_of_sides(const EdgeFields& fields, const board::Geometry& geometry, const board::Placement& placement,
                         int most_cells);

/// Whether sides show from end to end that are 0.5 together at least: those of cells begin at 0.9.
inline bool show_together(const SideParts& parts) {
    return parts.together > 0.5;
}

}  // namespace tk::grid
