#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// A pixel where the brightness changes across one of the two isometric directions.
struct EdgePoint {
    float x, y;  ///< pixels; (0, 0) is the top left corner of the picture, so that pixels have their centres at halves
    float weight;  ///< strength relative to the surroundings, 0.5..3: a faint line on plain ground counts like a strong
                   ///< one in busy art
};

/// Edge points of the two families of lines of an isometric board: [0] lines that rise to the right (x is constant on
/// them), [1] lines that fall to the right (y is constant).
struct IsoEdges {
    std::array<std::vector<EdgePoint>, 2> families;
    cv::Size size;     ///< of the picture
    double scale = 1;  ///< picture pixels to a pixel that was looked at (2 for very large pictures)
};

/// Finds the edge points of lines whose slope is that of an isometric board (width to height 1.7..2.2, with a margin
/// for noise).
IsoEdges find_iso_edges(const EdgeField& field);

}  // namespace tk::grid
