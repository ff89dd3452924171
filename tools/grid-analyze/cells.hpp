#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <utility>
#include <vector>

#include "grid-analyze/finder.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// What the cells of a board are, as far as one picture shows.
struct Surface {
    std::string cells;  ///< one character a cell: `.` floor, `#` obstacle, `o` hole, `?` hidden
    /// Painted cells by the name of the highlight, in the order of the profile; empty ones left out.
    std::vector<std::pair<std::string, std::vector<board::Cell>>> highlights;
};

/// What stands between the board and the eye.
struct Covers {
    std::vector<cv::Rect> plates;       ///< nothing of the board is seen here
    std::vector<cv::Rect> bodies;       ///< the board is seen beside an outline that is not known
    std::vector<board::Cell> occupied;  ///< cells somebody stands on, which are floor

    bool has_somebody(board::Cell cell) const;
    bool is_behind_somebody(board::Point point) const;
};

/// Reads the cells by their colours: floors are the shades most cells have (two alternating ones), holes show what is
/// outside of the board, painted cells have a highlight's hue, and what remains stands in the way.
Surface read_cells(const cv::Mat& picture, const FoundBoard& board, const std::vector<profile::NamedHue>& highlights,
                   const Covers& covers);

}  // namespace tk::grid
