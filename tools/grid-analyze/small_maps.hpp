#pragma once

#include <opencv2/core.hpp>

#include "grid-analyze/edge_field.hpp"

namespace tk::grid {

/// Two small maps of a picture whose spectra are looked at.
struct Maps {
    cv::Mat edges;     ///< CV_32F: strength of edges
    cv::Mat shades;    ///< CV_32F: brightness over that of the surroundings
    double scale = 1;  ///< picture pixels to one of the maps
};

/// Of the picture whose edges `field` has.
Maps small_maps(const EdgeField& field);

}  // namespace tk::grid
