#pragma once

#include <cstddef>
#include <opencv2/core.hpp>
#include <vector>

namespace tk::ocr {

/// What is seen of a line before it is read: where its glyphs stand and how far apart. It tells what a network alone is
/// not sure of: whether there is a blank, and how many characters there are.
struct LineShape {
    /// A gap between two glyphs.
    struct Gap {
        double middle = 0;      ///< pixels from the left of the picture
        bool is_wide = false;   ///< as wide as a blank, and much wider than the gaps between letters
        bool is_tight = false;  ///< as narrow as those between letters
    };
    std::vector<Gap> gaps;
    std::size_t glyphs = 0;
};

/// The shape of `line` (CV_8UC1, dark on light), whose ink is `height` pixels high.
LineShape shape_of(const cv::Mat& line, int height);

}  // namespace tk::ocr
