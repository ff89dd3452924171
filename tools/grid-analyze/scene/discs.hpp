#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/scene/pieces.hpp"

namespace tk::grid {

/// Who stands on the cells of a board of squares of one plain colour and leaves their corners free: discs, balls and
/// stones that fill nearly all of a cell. Nobody on other boards, nor where nearly all cells are full: those are holes.
/// `picture`: blue, green, red.
std::vector<FullCell> find_discs(const cv::Mat& picture, const FoundBoard& board);

}  // namespace tk::grid
