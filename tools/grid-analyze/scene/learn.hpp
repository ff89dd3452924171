#pragma once

#include <opencv2/core.hpp>
#include <string>

#include "core/json.hpp"
#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// What one picture (blue, green, red) with a board in it tells of a game, as a profile called `name`: kind, ratio and,
/// where the rim was seen, size of the board; the hues of the rings that some of its cells have, team1, team2, ... by
/// how many have them; and the hues that cells are painted with beside those of the floor, highlight1, ... What they
/// mean no picture tells: the names are for people to change.
Value learned_profile(const cv::Mat& picture, const FoundBoard& board, const std::string& name);

/// `learned` with what else the profile `json` holds (fields, regions, events...), which stays. Throws Error when
/// `json` is no object.
Value merged_profile(const std::string& json, Value learned);

}  // namespace tk::grid
