#include "grid-analyze/scene/color.hpp"

#include <algorithm>
#include <cstdlib>

namespace tk::grid {

Hsv hsv_of(const cv::Vec3b& pixel) {
    const int blue = pixel[0], green = pixel[1], red = pixel[2];
    const int most = std::max({blue, green, red}), least = std::min({blue, green, red});
    const double range = most - least;
    Hsv colour;
    colour.value = most / 255.0;
    if (most == 0 || most == least) return colour;
    colour.saturation = range / most;
    if (most == red) {
        colour.hue = 60 * ((green - blue) / range);
    } else if (most == green) {
        colour.hue = 60 * ((blue - red) / range + 2);
    } else {
        colour.hue = 60 * ((red - green) / range + 4);
    }
    if (colour.hue < 0) colour.hue += 360;
    return colour;
}

bool matches(const profile::HueRange& range, const Hsv& colour) {
    if (colour.saturation < range.least_saturation) return false;
    if (range.low <= range.high) return colour.hue >= range.low && colour.hue <= range.high;
    return colour.hue >= range.low || colour.hue <= range.high;
}

int difference(const cv::Vec3b& a, const cv::Vec3b& b) {
    return std::max({std::abs(a[0] - b[0]), std::abs(a[1] - b[1]), std::abs(a[2] - b[2])});
}

}  // namespace tk::grid
