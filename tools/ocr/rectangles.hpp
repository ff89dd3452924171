#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace tk::ocr {

/// A rectangle of smooth colour with straight sides: a panel, a button, a part of a bar.
struct FlatRectangle {
    cv::Rect box;
    cv::Vec3b colour;  ///< the mean one, blue, green, red
    double shape = 0;  ///< how much of its four sides is there, 0..1
};

/// The rectangles of `picture` (CV_8UC3) that are at least `least` pixels wide and high. Text and pictures may stand on
/// them, corners may be round, colours may change slowly; what is translucent over art is not found.
std::vector<FlatRectangle> find_rectangles(const cv::Mat& picture, cv::Size least);

}  // namespace tk::ocr
