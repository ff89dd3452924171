#pragma once

#include <opencv2/core.hpp>
#include <optional>

#include "grid-analyze/find/found_board.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// The answer where no board is claimed, for people: what was looked for, and what came nearest to it. `doubtful`: the
/// board that was too doubtful to claim, if there is one. `iso`: why no isometric board is claimed, where such boards
/// were looked for.
NoBoard refusal(const cv::Mat& gray, const profile::BoardProfile& profile, const std::optional<FoundBoard>& doubtful,
                const std::optional<NoBoard>& iso);

}  // namespace tk::grid
