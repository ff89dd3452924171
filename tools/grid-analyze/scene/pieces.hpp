#pragma once

#include <opencv2/core.hpp>
#include <optional>
#include <vector>

#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/scene/piece_look.hpp"

namespace tk::grid {

/// A cell of a checkerboard on which something stands.
struct FullCell {
    board::Cell cell = 0;
    double confidence = 0;
    std::optional<PieceLook> look = {};  ///< of a piece on a checkerboard
};

/// The cells of a board of squares in two shades on which something stands, whatever it is: they differ from the
/// ground that the emptier cells of their shade have in common, plain, hatched or of wood, by more than these differ
/// from each other. Marks that are painted evenly, dots in the middle and coordinates in corners are ground. Nothing
/// when the cells have no ground in common. `picture`: CV_8UC3.
std::optional<std::vector<FullCell>> find_pieces(const cv::Mat& picture, const FoundBoard& board);

}  // namespace tk::grid
