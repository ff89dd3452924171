#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <vector>

#include "board/placement.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The mark of a team on the cell under somebody's feet.
struct Ring {
    board::Cell cell = 0;
    std::string team;
    double confidence = 0;
    double radius = 0;  ///< share of the cell
};

/// Finds ellipses in the colour of a team around the middles of cells. A painted cell is not one: a ring is thin.
std::vector<Ring> find_rings(const cv::Mat& picture, const board::Geometry& geometry, const board::Placement& placement,
                             const std::vector<profile::NamedHue>& teams);

}  // namespace tk::grid
