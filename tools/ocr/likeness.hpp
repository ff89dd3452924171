#pragma once

#include <array>
#include <opencv2/core.hpp>
#include <vector>

#include "ocr/marks.hpp"

namespace tk::ocr {

/// What tells written letters from texture, before anything is read. Each number is about 0..1.
struct LineTraits {
    static constexpr std::size_t count = 10;
    std::array<double, count> values{};
};

/// The colours of a row of marks.
struct LineColours {
    cv::Vec3f fill;    ///< of the strokes
    cv::Vec3f ground;  ///< right beside them: the panel, or the outline of the letters
    float spread = 0;  ///< standard deviation of a channel within the strokes, in levels
};

/// What is seen of a row.
struct LineLook {
    LineTraits traits;
    LineColours colours;
};

/// Looks at a row of marks that may be a line of text, found in `ink` (by contrast, of `picture`) at `level`.
LineLook look_at(const cv::Mat& picture, const cv::Mat& ink, int level, const Marks& marks,
                 const std::vector<std::size_t>& row);

/// How likely a row with these traits is text: a logistic model, fitted to rows of rendered pictures by
/// tests/accuracy/fit_likeness.cpp (`render texts`, with and without `--bare`).
double likeness(const LineTraits& traits);

}  // namespace tk::ocr
