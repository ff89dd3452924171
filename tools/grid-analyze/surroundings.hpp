#pragma once

#include <vector>

#include "grid-analyze/cell_look.hpp"
#include "grid-analyze/finder.hpp"

namespace tk::grid {

/// The colours that lie around a board, which show in its holes; none where they are too many to tell. `offsets`: the
/// points that are looked at beside each place; `hidden` as for look_at.
Pixels colours_around(const cv::Mat& picture, const cv::Mat& hidden, const FoundBoard& board,
                      const std::vector<board::Point>& offsets);

}  // namespace tk::grid
