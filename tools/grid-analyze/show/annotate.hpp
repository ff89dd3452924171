#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "grid-analyze/analysis.hpp"

namespace tk::grid {

/// `picture` (CV_8UC3) with what was found on it: the sides of all cells and their numbers, painted cells in the hue of
/// their highlight, a cross on obstacles, a ring on holes, a question mark where nothing could be read, and a box with
/// id, name, and share of health around everyone, in the colour of the team. Where cells are too small for their
/// numbers the whole is drawn larger. A line on top says what the board is, or why there is none. Characters beyond
/// ASCII show without their accents.
cv::Mat annotated(const cv::Mat& picture, const Findings& findings, const Roster& roster,
                  const profile::Profile& profile);

/// `pattern` with the number of the picture, counted from 1, in place of each "{}".
std::string numbered(const std::string& pattern, int number);

}  // namespace tk::grid
