#pragma once

#include <opencv2/core.hpp>
#include <vector>

namespace tk::grid {

/// The discrete Fourier transform of rows of one length, many side by side: several times as quick as cv::dft, which
/// takes one after the other.
class Transform {
public:
    /// Rows of complex numbers that are transformed together.
    static constexpr int lanes = 16;

    /// `length`: a product of 2, 3 and 5, as cv::getOptimalDFTSize gives it.
    explicit Transform(int length);

    int length() const { return static_cast<int>(turns_.size()); }
    /// Of `numbers` (CV_32F), whose row k holds number k of each lane, the real parts first and then the imaginary
    /// ones. What it held is lost.
    cv::Mat of(cv::Mat numbers);

    /// A step that splits transforms of `length` numbers, which lie `apart` from each other, into as many `parts`.
    struct Stage {
        int length, parts, apart;
    };
    /// A complex number of size 1.
    struct Turn {
        float re, im;
    };

private:
    std::vector<Stage> stages_;
    std::vector<Turn> turns_;  ///< clockwise
    cv::Mat room_;
};

}  // namespace tk::grid
