#pragma once

#include <opencv2/core.hpp>
#include <string>
#include <variant>
#include <vector>

#include "board/placement.hpp"
#include "profile/profile.hpp"

namespace tk::grid {

/// A board that was found in a picture.
struct FoundBoard {
    board::Geometry geometry;
    board::Placement placement;
    double confidence = 0;            ///< that lattice and extent are right, 0..1
    bool numbering_certain = true;    ///< false: the rim is hidden, so the number of cell 0 is a guess
    std::vector<board::Cell> framed;  ///< cells whose sides were seen
    bool is_checkered = false;        ///< squares in two shades that alternate
};

/// Why no board is claimed.
struct NoBoard {
    std::string reason;     ///< one phrase for people
    double confidence = 0;  ///< that there is none, 0..1
};

using Search = std::variant<FoundBoard, NoBoard>;

/// Looks for a board of any kind, size and place in `gray` (CV_8U): a checkerboard by the places where four cells
/// meet, squares and hexagons by their sides, isometric boards by theirs. What is known of a game whose boards have one
/// size decides the kind and helps with the extent and the numbering.
Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile);

/// Whether `board` still lies in `gray` exactly as before: cheap, reads only the pixels beside its lines.
bool still_fits(const cv::Mat& gray, const FoundBoard& board);

}  // namespace tk::grid
