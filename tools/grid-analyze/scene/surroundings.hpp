#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/scene/cell_look.hpp"

namespace tk::grid {

/// The colours that lie around a board, which show in its holes; none where they are too many to tell. `offsets`: the
/// points that are looked at beside each place; `hidden` as for look_at.
Pixels colours_around(const cv::Mat& picture, const cv::Mat& hidden, const FoundBoard& board,
                      const std::vector<board::Point>& offsets);

}  // namespace tk::grid
