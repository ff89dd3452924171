#pragma once

#include <opencv2/core.hpp>

namespace tk::grid {

/// The transform of each row of `real` (CV_32F) as cv::dft defines it, half of which says all: CV_32FC2, the
/// frequencies from 0 to half the length.
cv::Mat half_spectra_of_rows(const cv::Mat& real);

/// The two-dimensional transform of `real` (CV_32F), followed by zeros to the right and below up to `size`: CV_32FC2, a
/// row for each frequency down (negative ones behind), a column for each across from 0 to half the width. A negative
/// one across is the conjugate of its opposite.
cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size);

/// The squares of its amplitudes, CV_32F, without the highest frequency across: for large pictures, whose transform is
/// not worth keeping.
cv::Mat half_power(const cv::Mat& real, const cv::Size& size);

}  // namespace tk::grid
