#pragma once

#include <opencv2/core.hpp>

#include "board/placement.hpp"

namespace tk::grid {

/// A board that waves or lines of some part of a picture speak for, before it is looked at.
struct Guess {
    board::Kind kind = board::Kind::square;
    board::Placement placement;  ///< origin: the centre of some cell
    cv::Rect2d window;           ///< the part of the picture it was seen in, pixels
    double score = 0;            ///< amplitude over that of noise (about 1)
    bool tells_pitch = true;     ///< false: of hexagons it tells columns and rows, but not how long their sides are
    double surprise = 1;         ///< of lines: the score over the one that they reach by chance
};

}  // namespace tk::grid
