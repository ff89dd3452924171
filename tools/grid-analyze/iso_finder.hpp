#pragma once

#include "grid-analyze/edge_field.hpp"
#include "grid-analyze/finder.hpp"

namespace tk::grid {

/// Looks for an isometric board only, as find_board does. `field`: of `gray`.
Search find_iso_board(const cv::Mat& gray, const EdgeField& field, const profile::BoardProfile& profile);

}  // namespace tk::grid
