#pragma once

#include "grid-analyze/find/checker_corners.hpp"

namespace tk::grid {

/// Corners along each axis that are looked at, at most, while a lattice is moved.
constexpr int most_looked_at = 9;

/// Sum of signed differences, each a share of what is there, over the corners of `span`: greatest where the lattice
/// lies exactly.
double agreement(const BoxSums& sums, const board::Placement& placement, const CellRect& span);

/// Moves and stretches the lattice about the middle of `span` to the greatest agreement.
board::Placement climbed(const BoxSums& sums, board::Placement placement, const CellRect& span, double first_step,
                         double last_step);

/// The lattice moved onto the edges of the shades, which differ by `contrast` grey levels; pieces hide some of them,
/// but hardly most along a line.
board::Placement fitted(const BoxSums& sums, board::Placement placement, const CellRect& span, double contrast);

/// How far the outermost lines run beside the lattice, cells a cell, as they do on a board seen at an angle: by the
/// places that both halves of a line have alone. Nothing where too few of them are seen.
std::optional<double> slant(const BoxSums& sums, const board::Placement& placement, const CellRect& span,
                            double contrast);

}  // namespace tk::grid
