#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// A part of a picture whose lines are looked at on their own, in whole tiles of it.
struct LinePart {
    cv::Rect2d box;  ///< pixels of the field
    int left = 0, top = 0, size = 0;
};

/// All parts of a field of this size that are `least` pixels wide and high: the whole of it first.
std::vector<LinePart> parts_of_lines(const cv::Size& size, double least);

/// All lines of one direction: the strength of edges across them, projected on their normal in each part, and its
/// spectrum.
struct LineFamily {
    double nx = 0, ny = 0, shift = 0;  ///< a pixel at (x, y) falls into bin nx x + ny y + shift
    cv::Mat spectra;                   ///< CV_32F, a row a part, as cv::dft packs them
    cv::Mat powers;  ///< a row a part, from frequency 0 up to half the bins, over that of noise (about 1)

    /// Of the wave with `k` periods to all bins, at the first.
    double phase(int part, int k) const;
};

/// `angle`: of the normal, 0 to the right and a quarter of a turn down. What changes slowly is taken away, and single
/// strong lines are cut off, so that only repetition counts.
LineFamily family_of_lines(const EdgeField& field, double angle, const std::vector<LinePart>& all, int bins);

}  // namespace tk::grid
