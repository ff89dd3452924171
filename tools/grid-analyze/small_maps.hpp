#pragma once

#include <opencv2/core.hpp>

#include "grid-analyze/edge_field.hpp"

namespace tk::grid {

/// A small map of a picture whose spectrum is looked at.
struct Maps {
    cv::Mat shades;    ///< CV_32F: brightness over that of the surroundings
    double scale = 1;  ///< picture pixels to one of the map
};

/// Of the picture whose edges `field` has.
Maps small_maps(const EdgeField& field);

/// The strength of edges in a map of this size, CV_32F.
cv::Mat small_edges(const EdgeField& field, const cv::Size& size);

}  // namespace tk::grid
