#pragma once

#include <opencv2/core.hpp>

#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// The share of a board's pixels that are exactly as bright as those to the right and below: hardly any in noise and
/// art, most in windows of programs. `gray`: CV_8U.
double plain_share(const cv::Mat& gray, const FoundBoard& board);

/// Whether squares or hexagons would show more clearly if they were a board: only noise, art and compression make lines
/// faint.
bool is_too_faint_for_plain_ground(const cv::Mat& gray, const FoundBoard& board);

}  // namespace tk::grid
