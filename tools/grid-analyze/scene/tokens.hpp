#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/scene/pieces.hpp"

namespace tk::grid {

/// The cells of a drawn board on which something stands, of a game that nothing is known of: nearly all others show one
/// colour alone, whichever it is. None where the ground has any texture, for what stands on it cannot be told then.
/// `gray`: CV_8U.
std::vector<FullCell> find_tokens(const cv::Mat& gray, const FoundBoard& board);

}  // namespace tk::grid
