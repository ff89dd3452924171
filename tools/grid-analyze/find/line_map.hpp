#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <opencv2/core.hpp>
#include <span>
#include <vector>

#include "board/coord.hpp"
#include "grid-analyze/find/line_places.hpp"
#include "grid-analyze/find/line_rows.hpp"

namespace tk::grid {

/// Room for a gradient of this size: with run_reach pixels more on each side, and as many to the right as fill the last
/// tile.
cv::Mat padded_for_lines(const cv::Size& size);
/// Fills the rim with what is next to it.
void fill_rim(cv::Mat& padded, const cv::Size& size);

/// The gradient of a picture with what sums of it along lines are measured by: what all line maps of the picture are
/// made of.
class LineSource {
public:
    static constexpr int block = 8;  ///< pixels each way that share a weight

    /// `padded_x`, `padded_y`: the gradient (Sobel, CV_16S) with a rim, as `padded_for_lines` gives it. `size`: of what
    /// is inside. `is_coarse`: of a picture that was made smaller.
    LineSource(cv::Mat padded_x, cv::Mat padded_y, const cv::Size& size, bool is_coarse);

    const cv::Size& size() const { return size_; }
    const cv::Mat& padded_x() const { return padded_x_; }
    const cv::Mat& padded_y() const { return padded_y_; }
    /// What a mean along a line is multiplied by in each block of pixels (CV_32F).
    const cv::Mat& weight() const { return weight_; }

private:
    cv::Mat padded_x_, padded_y_, weight_;
    cv::Size size_;
};

/// The strength of edges across the lines of one direction, summed up along them. It is worked out tile by tile, where
/// it is asked for first: not for two threads at once.
class LineMap {
public:
    static constexpr float steps = 40;     ///< of a strength of 1
    static constexpr float strongest = 3;  ///< a strength that is not exceeded

    /// `angle`: of the lines' normal. `pixels`: of the map to one of the picture.
    LineMap(std::shared_ptr<const LineSource> source, double angle, double pixels);

    /// A part of a map in tiles, all inclusive; the same of all maps of a picture.
    struct Tiles {
        int left, top, right, bottom;
    };
    /// Those around `middle` (pixels of the picture), up to so far across and down.
    Tiles tiles_around(board::Point middle, double across, double down) const;
    /// Works out the strengths there. Only what was worked out may be looked at.
    const LineMap& made(const Tiles& tiles) const;
    /// Works out all strengths.
    const LineMap& made() const;

    /// Strength at `p` (pixels of the picture) in `steps`, below 0 where the brightness falls along the normal; 0
    /// outside.
    int change(board::Point p) const {
        const int x = static_cast<int>(p.x * pixels_), y = static_cast<int>(p.y * pixels_);
        const bool is_inside = static_cast<unsigned>(x) < static_cast<unsigned>(size_.width) &&
                               static_cast<unsigned>(y) < static_cast<unsigned>(size_.height);
        return is_inside ? row(y)[x] : 0;
    }
    /// Of each parallel the sum of `change` about `middle`, where brighter and darker cancel each other out.
    std::array<int, parallels> sums_of_changes(FixedPoint middle, const ParallelPlaces& places) const {
        return sums_of_values(values(), middle, places);
    }
    /// The same of its size, about all of `middles`.
    std::array<int, parallels> sums_of_strengths(std::span<const FixedPoint> middles,
                                                 const ParallelPlaces& places) const {
        return sums_of_sizes(values(), middles, places);
    }
    /// A place or a step in pixels of the picture, as sums take it.
    FixedPoint fixed(board::Point p) const { return FixedPoint::of({p.x * pixels_, p.y * pixels_}); }
    /// All strengths of a row.
    const std::int8_t* row(int y) const { return strengths_.ptr<std::int8_t>(y + 1); }
    cv::Size size() const { return size_; }

private:
    ValueMap values() const { return {strengths_.ptr<std::int8_t>(), size_.width, size_.height, strengths_.cols}; }

    static constexpr int tile_width = marked_at_once, tile_height = LineSource::block;

    void make_tile(int column, int row) const;

    std::shared_ptr<const LineSource> source_;
    Run run_;
    LineNormal normal_;
    double pixels_;
    cv::Size size_;
    mutable cv::Mat strengths_;  // CV_8S, between a row of zeros and one that is not looked at, whole tiles wide
    mutable cv::Mat is_made_;    // CV_8U, one a tile
    mutable int missing_;        // tiles that were not worked out
};

}  // namespace tk::grid
