#pragma once

#include <opencv2/core.hpp>

#include "grid-analyze/find/found_board.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Looks for a board of any kind, size and place in `gray` (CV_8U): a checkerboard by the places where four cells
/// meet, squares and hexagons by their sides, isometric boards by theirs. What a profile states of
/// a game's boards is not looked for but taken: their kind, about which ratio their cells have, the pitch of hexagons,
/// in which part of the picture they are; a size helps with the extent and the numbering.
Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile);

}  // namespace tk::grid
