#pragma once

#include <opencv2/core.hpp>

#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// A small map of a picture whose spectrum is looked at.
struct SmallMap {
    cv::Mat values;    ///< CV_32F
    double scale = 1;  ///< picture pixels to one of the map
};

/// The brightness over that of the surroundings of the picture whose edges `field` has. The waves of checkerboards are
/// as long as two cells, so that a map with half of the pixels each way that `is_fine` gives is enough for them.
SmallMap small_shades(const EdgeField& field, bool is_fine);

}  // namespace tk::grid
