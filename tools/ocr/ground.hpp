#pragma once

#include <opencv2/core.hpp>

namespace tk::ocr {

/// What lies around a row of marks.
struct Ground {
    cv::Vec3f colour;
    double plain_share = 0;  ///< of its pixels, those of that colour: 1 on a panel, little over art
};

/// The ground in a ring around `box`, which is half as wide as the box is high at its ends and less above and below,
/// where the next lines are near.
Ground ground_around(const cv::Mat& picture, const cv::Rect& box);

}  // namespace tk::ocr
