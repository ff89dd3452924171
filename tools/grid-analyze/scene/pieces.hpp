#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "grid-analyze/find/found_board.hpp"

namespace tk::grid {

/// A cell of a checkerboard on which something stands.
struct FullCell {
    board::Cell cell = 0;
    double confidence = 0;
};

/// The cells of a board of squares in two shades on which something stands, whatever it is: they show much more than
/// the even or hatched ground of the others of their shade. Nothing when the ground is too
/// colourful to tell. `gray`: CV_8U.
std::optional<std::vector<FullCell>> find_pieces(const cv::Mat& gray, const FoundBoard& board);

}  // namespace tk::grid
