#pragma once

#include <opencv2/core.hpp>

#include "board/coord.hpp"

namespace tk::grid {

/// How strongly the brightness of a picture changes at each place, relative to the surroundings, so that a faint line
/// on plain ground counts like a strong one in busy art.
class EdgeField {
public:
    /// `gray`: CV_8U. Very large pictures are halved first.
    explicit EdgeField(const cv::Mat& gray);

    /// Strength across a line with the unit normal (nx, ny) through `p` (pixels of `gray`): 0..3, 0 outside and
    /// where lines run otherwise.
    float across(board::Point p, float nx, float ny) const;
    /// The same between the pixels, for fits that are finer than they are; four times the work.
    float across_smoothly(board::Point p, float nx, float ny) const;
    bool holds(board::Point p) const { return p.x >= 2 && p.y >= 2 && p.x < size_.width - 2 && p.y < size_.height - 2; }

    cv::Size size() const { return size_; }
    /// Pixels of `gray` to one that was looked at.
    double scale() const { return scale_; }
    /// The gradient of the pixels that were looked at (Sobel, CV_16S), for those who look for lines of their own.
    const cv::Mat& gradient_x() const { return gx_; }
    const cv::Mat& gradient_y() const { return gy_; }
    /// What a gradient is multiplied by in each block of `block` x `block` pixels (CV_32F).
    const cv::Mat& weight() const { return weight_; }
    static constexpr int block = 8;
    /// Strength in all directions, CV_32F, one value a pixel that was looked at: whole numbers would drown faint lines.
    cv::Mat strength() const;

private:
    float over_surroundings(float gx, float gy, int x, int y, float nx, float ny) const;

    cv::Size size_;
    double scale_ = 1, pixels_ = 1;  ///< and its inverse
    cv::Mat gx_, gy_;                ///< Sobel, CV_16S
    cv::Mat weight_;                 ///< CV_32F, one value for each block of 8 x 8: what a gradient is multiplied by
};

}  // namespace tk::grid
