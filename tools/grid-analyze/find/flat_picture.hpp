#pragma once

#include <opencv2/core.hpp>

namespace tk::grid {

/// A picture made small and even, in which faint patterns count as much as strong ones: each value is the brightness
/// over that of the surroundings, relative to how much the brightness varies there, -2.5..2.5.
///
/// Signs are kept: what repeats adds up over a whole board, while noise and art, as often brighter as darker, cancel
/// out. Of rectified gradients noise adds up too.
struct FlatPicture {
    cv::Mat values;    ///< CV_32F
    double scale = 1;  ///< pixels of the picture to one of `values`
    cv::Size size;     ///< of the picture
};

/// The picture on a scale where the smallest cells that are looked for show. `gray`: CV_8U.
FlatPicture flattened(const cv::Mat& gray);

/// What of it is as fine as cells of this size, in pixels: for large cells a picture on a scale on which their shades
/// show, for small ones without what changes more slowly.
FlatPicture suited_to(const FlatPicture& flat, const cv::Mat& gray, double width, double height);

}  // namespace tk::grid
