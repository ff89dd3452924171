#pragma once

#include <opencv2/core.hpp>

#include "ocr/anywhere.hpp"

namespace tk::ocr {

/// The line of `candidate`, found in `picture` (CV_8UC3) by contrast, once more by how near each pixel's colour is to
/// that of the strokes: keeps apart what contrast joins (art between outlined letters), and finds letters at the ends
/// that contrast lost.
InkPart by_colour(const cv::Mat& picture, const Candidate& candidate);

}  // namespace tk::ocr
