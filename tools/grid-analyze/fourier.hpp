#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace tk::grid {

/// Discrete Fourier transforms of one length, of many rows or columns at once: several times faster than one after the
/// other, as cv::dft does them.
class Fourier {
public:
    /// `length`: a product of 2, 3 and 5, as cv::getOptimalDFTSize gives them.
    explicit Fourier(int length);

    /// Of each row of `real` (CV_32F), which zeros follow where it is shorter. CV_32FC2: the frequencies from 0 to half
    /// the length, as cv::dft defines them.
    cv::Mat of_rows(const cv::Mat& real) const { return followed_by_zeros(real, real.rows); }
    /// The same of `count` rows, of which those that `real` has not are 0.
    cv::Mat followed_by_zeros(const cv::Mat& real, int count) const;
    /// Of each column of `values` (CV_32FC2, as many rows as the length), in its place.
    void columns_of(cv::Mat& values) const;

private:
    /// One step of the transform: `radix` values each are put together.
    struct Step {
        int radix = 0;
        std::vector<float> turns;  ///< by which they are turned, cosine and sine
    };
    struct Scratch;

    const float* transformed(Scratch& scratch) const;

    int length_;
    std::vector<Step> steps_;
};

/// The two-dimensional transform of `real` (CV_32F), followed by zeros to the right and below up to `size`: CV_32FC2, a
/// row for each frequency down (negative ones behind), a column for each across from 0 to half the width. A negative
/// one across is the conjugate of its opposite.
cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size);

}  // namespace tk::grid
