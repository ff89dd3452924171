#pragma once

#include <vector>

#include "grid-analyze/edges.hpp"

namespace tk::grid {

/// A lattice that the spectra speak for, before its position is known.
struct PeriodGuess {
    double width = 0;  ///< of a cell, pixels
    double ratio = 0;  ///< width to height
    double score = 0;  ///< amplitude over that of points scattered at random (about 1)
};

/// Sizes of cells that are looked for, in pixels.
constexpr double least_cell_width = 18, most_cell_width = 270;
/// Width to height that is looked for.
constexpr double least_ratio = 1.68, most_ratio = 2.22;

/// The strongest periods common to both families of edges, best first, at most `count`.
///
/// The two-parameter periodogram |sum w exp(2 pi i (x/W +- y/H))| is taken apart: for each ratio W/H the points are
/// projected on x +- ratio * y, where lines of the lattice fall together every W pixels, and a Fourier transform of the
/// projection gives all W at once. A row of lines is a comb, so three harmonics are added up.
std::vector<PeriodGuess> find_periods(const IsoEdges& edges, std::size_t count);

}  // namespace tk::grid
