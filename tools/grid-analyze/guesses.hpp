#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "board/placement.hpp"
#include "grid-analyze/small_maps.hpp"

namespace tk::grid {

/// A board that the spectrum of some part of a picture speaks for.
struct Guess {
    board::Kind kind = board::Kind::square;
    board::Placement placement;  ///< origin: the centre of some cell
    cv::Rect2d window;           ///< the part of the picture it was seen in, pixels
    double score = 0;            ///< amplitude over that of noise (about 1)
    bool tells_pitch = true;     ///< false: of hexagons it tells columns and rows, but not how long their sides are
    double surprise = 1;         ///< of lines: the score over the one that they reach by chance
};

/// Parts of a picture that are looked at one by one: a board that fills a small part of it stands out only there.
enum class Parts { whole, halves };

/// Checkerboards: the brightness has a wave along both diagonals with a period of two cells each way.
/// Best first, at most `count`, each period once.
std::vector<Guess> guess_checkers(const SmallMap& shades, Parts parts, std::size_t count);

}  // namespace tk::grid
