#pragma once

#include "grid-analyze/finder.hpp"

namespace tk::grid {

/// Looks for an isometric board only, as find_board does.
Search find_iso_board(const cv::Mat& gray, const profile::BoardProfile& profile);

}  // namespace tk::grid
