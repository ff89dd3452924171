#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// How much the brightness changes across the sides of a board, by the distance from where they should lie: the mark
/// by which the same board is known again, and seen to have moved by a pixel or two.
class SideProfile {
public:
    SideProfile() = default;
    /// `gray`: CV_8U, in which `board` lies.
    SideProfile(const cv::Mat& gray, const FoundBoard& board);

    /// Whether the same board lies in a later picture of the same size where it lies here, `later` being the profile of
    /// that picture there: in every direction its sides change as these do, and no shift of a pixel or more explains
    /// them clearly better than none. Half of the board may be behind windows.
    bool is_still_in(const SideProfile& later) const;

private:
    static constexpr int reach = 9;  ///< pixels to each side
    using Changes = std::array<double, 2 * reach + 1>;
    cv::Size picture_;
    std::vector<Changes> families_;  ///< by direction of the sides
};

}  // namespace tk::grid
