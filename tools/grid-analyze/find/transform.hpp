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

    /// Of `numbers` (CV_32F), whose row k holds number k of each lane, the real parts first and then the imaginary
    /// ones. What it held is lost.
    cv::Mat of(cv::Mat numbers) const;

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
};

/// The same of real numbers. Rows that are alike have transforms that are, to the last digit.
class RealTransform {
public:
    /// `length`: as of Transform.
    explicit RealTransform(int length);

    int length() const { return length_; }
    /// Of up to `lanes` rows (CV_32F), followed by zeros up to the length: row k holds frequency k of each, from 0 to
    /// half the length, the real parts first and then the imaginary ones.
    cv::Mat of(const cv::Mat& rows) const;

private:
    int length_;
    Transform transform_;  ///< of an even length half as long: every other number is an imaginary part
    std::vector<Transform::Turn> turns_;
};

}  // namespace tk::grid
