#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "board/placement.hpp"

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

/// What a search came to.
using Search = std::variant<FoundBoard, NoBoard>;

}  // namespace tk::grid
