#pragma once

#include <algorithm>
#include <array>
#include <map>
#include <memory>
#include <opencv2/core.hpp>
#include <optional>

#include "board/coord.hpp"
#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/line_map.hpp"
#include "grid-analyze/find/smooth_row.hpp"

namespace tk::grid {

/// How strongly the brightness of a picture changes at each place, relative to the surroundings, so that a faint line
/// on plain ground counts like a strong one in busy art.
class EdgeField {
public:
    enum class Detail { full, fine, coarse, coarsest };

    /// `gray`: CV_8U. Very large pictures are halved first unless the field is to be full, and once more for a coarse
    /// field unless they are small: a quarter of the work, for first looks and for cells much larger than pixels. The
    /// coarsest has half of its pixels each way.
    explicit EdgeField(const cv::Mat& gray, Detail detail = Detail::fine);

    /// Strength across lines with the unit normal (nx, ny), 0 where lines run otherwise: of the nearest of 36
    /// directions, kept for the next time. Not for two threads at once.
    const LineMap& lines(float nx, float ny) const { return line_map(nx, ny).made(); }
    /// The same, of which only what is asked for is worked out.
    const LineMap& line_map(float nx, float ny) const;
    /// The same at `p` (pixels of `gray`), between the pixels, for fits that are finer than they are: 0..3.
    float across_smoothly(board::Point p, float nx, float ny) const;
    /// The same at `first` and the places that follow it, each `step` pixels after the one before.
    std::array<float, places_in_row> across_smoothly(board::Point first, board::Point step, float nx, float ny) const;
    bool holds(board::Point p) const { return p.x >= 2 && p.y >= 2 && p.x < size_.width - 2 && p.y < size_.height - 2; }

    cv::Size size() const { return size_; }
    /// Pixels of `gray` to one that was looked at.
    double scale() const { return scale_; }
    /// The pixels that were looked at, CV_8U.
    const cv::Mat& picture() const { return picture_; }
    /// The gradient of the pixels that were looked at (Sobel, CV_16S), for those who look for lines of their own.
    const cv::Mat& gradient_x() const { return gx_; }
    const cv::Mat& gradient_y() const { return gy_; }
    /// What a gradient is multiplied by in each block of `block` x `block` pixels (CV_32F).
    const cv::Mat& weight() const { return weight_; }
    static constexpr int block = LineSource::block;
    /// Strength in all directions, CV_32F, one value a pixel that was looked at: whole numbers would drown faint lines.
    cv::Mat strength() const;

private:
    /// Sum of both gradients' sizes in each block, the mean over every other row.
    cv::Mat mean_strength() const;
    WeighedGradient weighed_gradient() const;

    cv::Size size_;
    double scale_ = 1, pixels_ = 1;  ///< and its inverse
    cv::Mat picture_;                ///< CV_8U; the one given where nothing was halved
    cv::Mat padded_x_, padded_y_;    ///< Sobel, CV_16S, with as much more on each side as lines are summed up along
    cv::Mat gx_, gy_;                ///< the same without
    mutable std::shared_ptr<const LineSource> line_source_;  ///< once there is a map
    mutable std::map<int, LineMap> lines_;                   ///< by direction
    cv::Mat weight_;  ///< CV_32F, one value for each block of 8 x 8: what a gradient is multiplied by
};

/// A picture's edges in all details.
struct EdgeFields {
    EdgeField fine, coarse, coarsest;

    explicit EdgeFields(const cv::Mat& gray)
        : fine(gray),
          coarse(gray, EdgeField::Detail::coarse),
          coarsest(gray, EdgeField::Detail::coarsest),
          gray_(gray) {}
    /// The one to look at cells of this size with, in pixels of the picture: the coarse one if they have `enough` of
    /// its pixels.
    const EdgeField& suited(double width, double height, double enough = 16) const {
        return !is_sharp_ && std::min(width, height) >= enough * coarse.scale() ? coarse : fine;
    }
    /// The one to fit cells of this size with: all pixels of a very large picture, if they have less than `enough` of
    /// the fine one's.
    const EdgeField& exact(double width, double height, double enough = 20) const;

    /// The one to look at cells of this size with that were found otherwise: they may be smaller than those that are
    /// looked for in the fine one.
    const EdgeField& for_any(double width, double height) const;

    /// The same, but cells of any size are looked at and fitted with all pixels: lines a pixel wide are blurred where
    /// four pixels or sixteen are looked at as one.
    EdgeFields sharp() const;

private:
    const EdgeField& full() const;

    cv::Mat gray_;
    bool is_sharp_ = false;
    mutable std::optional<EdgeField> full_;  ///< once it was asked for
};

}  // namespace tk::grid
