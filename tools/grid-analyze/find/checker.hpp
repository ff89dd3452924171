#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "grid-analyze/find/checker_corners.hpp"
#include "grid-analyze/find/guess.hpp"

namespace tk::grid {

/// A board of squares in two shades.
struct Checkerboard {
    board::Placement placement;  ///< origin: the centre of the top left cell
    int cols = 0, rows = 0;
    double corners = 0;   ///< how well the corners seen show two shades crosswise, mean, 0..1
    int seen = 0;         ///< corners where four cells meet that nothing hides
    double cells = 0;     ///< how clearly the cells show the two shades in turn, -1..1
    double slant = 0;     ///< how far its outermost lines run beside the lattice, cells a cell
    double contrast = 0;  ///< between the shades, grey levels
};

/// Follows guesses to the checkerboard they speak for: places where four cells meet with the shades crosswise. Frames,
/// labels and pages around a board show nothing like it, so the cells between such corners and one more all around
/// are the board. `sums`: of the picture.
std::optional<Checkerboard> find_checkerboard(const BoxSums& sums, const std::vector<Guess>& guesses);

}  // namespace tk::grid
