#pragma once

#include <array>
#include <opencv2/core.hpp>

#include "grid-analyze/lattice.hpp"
#include "grid-analyze/region.hpp"

namespace tk::grid {

/// Whether the cells of a lattice come in more kinds than the two shades of a checkerboard: if every second cell of a
/// row of sides looks otherwise than its diagonal neighbour, the true cells are twice as large and something inside
/// them (a pattern, the wall of a tile) has lines of its own. `gray`: CV_8U.
bool is_half_of_true(const cv::Mat& gray, const Lattice& lattice, const Sides& sides, const Evidence& evidence);

/// The four lattices of twice the size whose lines are lines of this one.
std::array<Lattice, 4> doubled(const Lattice& lattice);

}  // namespace tk::grid
