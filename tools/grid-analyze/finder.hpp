#pragma once

#include <opencv2/core.hpp>
#include <optional>
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
    /// Pixels after which edges repeat along isometric lines, where they do but are the sides of no cells.
    std::optional<double> repeats_every = {};
};

using Search = std::variant<FoundBoard, NoBoard>;

/// Looks for a board of any kind, size and place in `gray` (CV_8U): a checkerboard by the places where four cells
/// meet, squares and hexagons by their sides, isometric boards by theirs. What a profile states of
/// a game's boards is not looked for but taken: their kind, about which ratio their cells have, the pitch of hexagons,
/// in which part of the picture they are; a size helps with the extent and the numbering.
Search find_board(const cv::Mat& gray, const profile::BoardProfile& profile);

/// Whether `board` still lies in `gray` exactly as before: cheap, reads only the pixels beside its lines.
bool still_fits(const cv::Mat& gray, const FoundBoard& board);

}  // namespace tk::grid
