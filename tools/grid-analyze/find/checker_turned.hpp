#pragma once

#include <opencv2/core.hpp>

namespace tk::grid {

/// Whether a picture shows a checkerboard that is turned: its shades have two waves alike at a right angle, along
/// neither the axes nor the diagonals. Lattices of other kinds happen to fit parts of such a board. `shades`: a fine
/// small map.
bool shows_turned_checkers(const cv::Mat& shades);

}  // namespace tk::grid
