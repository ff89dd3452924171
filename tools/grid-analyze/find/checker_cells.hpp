#pragma once

#include "grid-analyze/find/checker_corners.hpp"

namespace tk::grid {

/// What the ground of a checkerboard's cells looks like, grey levels.
struct Shades {
    double light = 0, dark = 0;
};

/// The usual shades around those of the corners in `span` that show them crosswise. Nothing when none does.
std::optional<Shades> shades_around(const BoxSums& sums, const board::Placement& placement, const CellRect& span);

/// Whether something around corner (i, j) shows neither shade, as pieces do and what lies over a board.
bool hides_corner(const BoxSums& sums, const board::Placement& placement, const Shades& shades, int i, int j);

/// How clearly the cells around the corners `all` but those around `known` show the shades in turn, -1..1.
double cell_clearness(const BoxSums& sums, const board::Placement& placement, const Shades& shades, const CellRect& all,
                      const CellRect& known);

/// How crosswise the corners of a board show its shades.
struct ShownCrosswise {
    double share = 0;  ///< mean over those that are seen, 0..1
    int corners = 0;   ///< that are seen, which nothing hides
    double cells = 0;  ///< how clearly its cells show the shades in turn, -1..1
};

/// Of the board that `span` is the corners of. Where less than half of them are seen, those that are hidden lower the
/// mean.
ShownCrosswise shown_crosswise(const BoxSums& sums, const board::Placement& placement, const CellRect& span);

/// `span` with the rows and columns of cells beside it that show the shades in turn: those full of pieces, whose
/// corners are hidden. Plain ground shows one shade, so that half of its cells speak against it.
CellRect grown_by_cells(const BoxSums& sums, const board::Placement& placement, CellRect span);

/// Boards of about eight by eight are nearly all chess boards, of which something hides the rest: the eight by eight
/// around `span` whose other cells show the shades in turn best, if they do at all.
CellRect completed_to_eight(const BoxSums& sums, const board::Placement& placement, const CellRect& span);

}  // namespace tk::grid
