#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/scene/color.hpp"

namespace tk::grid {

/// A cell that is evenly painted in a hue which the floor does not have.
struct Painted {
    board::Cell cell = 0;
    Hsv colour;  ///< of the cell as it shows
};

/// What the cells of a game look like of which no hue is known.
struct Coating {
    std::vector<cv::Vec3b> floor;  ///< the commonest shade, and the next if about as common: blue, green, red
    std::vector<Painted> painted;  ///< cells that are mostly of one colour whose hue is not the floor's
};

/// Dark cells (holes, what is around the board) are neither.
Coating coating_of(const cv::Mat& picture, const FoundBoard& board);

/// Whether a colour has the hue of one of the shades, which have one at all.
bool has_hue_of(const std::vector<cv::Vec3b>& shades, double hue);

}  // namespace tk::grid
