#pragma once

#include <cmath>
#include <opencv2/core.hpp>

#include "profile/profile.hpp"

namespace tk::grid {

/// A colour as people name it: hue in degrees (0 red, 120 green, 240 blue), saturation and value 0..1.
struct Hsv {
    double hue = 0, saturation = 0, value = 0;
};

/// `pixel`: blue, green, red.
Hsv hsv_of(const cv::Vec3b& pixel);

/// Whether the hue is in the range and the colour at least as saturated as it asks.
bool matches(const profile::HueRange& range, const Hsv& colour);

/// The largest difference of a channel.
int difference(const cv::Vec3b& a, const cv::Vec3b& b);

/// The pixel that holds a point of the picture; black outside.
inline cv::Vec3b pixel_at(const cv::Mat& picture, double x, double y) {
    const int column = static_cast<int>(std::floor(x)), row = static_cast<int>(std::floor(y));
    if (column < 0 || row < 0 || column >= picture.cols || row >= picture.rows) return {0, 0, 0};
    return picture.at<cv::Vec3b>(row, column);
}

}  // namespace tk::grid
