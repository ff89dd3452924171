#pragma once

#include <opencv2/core.hpp>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/found_board.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Searches one picture for boards of all kinds that the profile allows, from what is quick and clear to what is slow
/// and doubtful. `gray`: CV_8U; `edges`: of it.
Search search_boards(const cv::Mat& gray, const EdgeFields& edges, const profile::BoardProfile& profile);

}  // namespace tk::grid
