#pragma once

#include <opencv2/core.hpp>
#include <variant>

#include "catch.hpp"
#include "grid-analyze/find/finder.hpp"

/// The board of a gray picture (CV_8U) of a game that nothing is known of; fails where none is found.
inline tk::grid::FoundBoard found_in(const cv::Mat& gray) {
    const tk::grid::Search search = tk::grid::find_board(gray, {});
    if (const auto* none = std::get_if<tk::grid::NoBoard>(&search)) FAIL("no board: " << none->reason);
    return std::get<tk::grid::FoundBoard>(search);
}
