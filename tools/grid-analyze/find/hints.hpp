#pragma once

#include <opencv2/core.hpp>

#include "board/placement.hpp"
#include "grid-analyze/find/iso_periods.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// Whether a game's boards may be of this kind: of the one that its profile states, or of any.
bool is_allowed(board::Kind kind, const profile::BoardProfile& profile);

/// Ratios of width to height that isometric cells may have: those near the one the profile states, or all that are
/// looked for.
Ratios allowed_ratios(const profile::BoardProfile& profile);

/// Whether cells of squares or hexagons that lie so have about the ratio (and pitch) that the profile states. Compares
/// the spacing of columns and rows, which is known before the pitch of hexagons is.
bool suits(board::Kind kind, const board::Placement& placement, const profile::BoardProfile& profile);

/// The part of a picture of this size that a profile says boards are in.
cv::Rect area_of(const cv::Size& picture, const profile::BoardProfile& profile);

}  // namespace tk::grid
