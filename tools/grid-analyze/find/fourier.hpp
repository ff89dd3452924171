#pragma once

#include <opencv2/core.hpp>
#include <vector>

#include "grid-analyze/find/transform.hpp"

namespace tk::grid {

/// The transforms of the rows of a real picture as cv::dft defines them, half of which says all.
class RowSpectra {
public:
    RowSpectra() = default;
    /// `real`: CV_32F, as wide as the transform is long.
    RowSpectra(const cv::Mat& real, const RealTransform& transform);

    /// Of frequency `k`, from 0 to half the length.
    cv::Vec2f at(int row, int k) const;
    /// The squares of the amplitudes of the frequencies below half the length, those of each row times its own of
    /// `times`: CV_32F.
    cv::Mat powers(const std::vector<float>& times) const;

private:
    int count_ = 0, length_ = 0;
    std::vector<cv::Mat> spectra_;  ///< of as many rows each as are transformed together, as RealTransform leaves them
};

/// The two-dimensional transform of `real` (CV_32F), followed by zeros to the right and below up to `size`: CV_32FC2, a
/// row for each frequency down (negative ones behind), a column for each across from 0 to half the width. A negative
/// one across is the conjugate of its opposite.
cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size);

/// The squares of its amplitudes, CV_32F, without the highest frequency across.
cv::Mat half_power(const cv::Mat& real, const cv::Size& size);

}  // namespace tk::grid
