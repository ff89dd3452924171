#pragma once

#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <opencv2/core.hpp>
#include <vector>

#include "board/coord.hpp"
#include "grid-analyze/line_rows.hpp"

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

/// Pixels of a map in whole numbers, which are quick to add up and to round down.
struct FixedPoint {
    static constexpr int bits = 32;
    std::int64_t x = 0, y = 0;
    static std::int64_t of(double pixels) {
        return static_cast<std::int64_t>(pixels * static_cast<double>(std::int64_t{1} << bits));
    }
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
        const bool is_inside = static_cast<unsigned>(x) < static_cast<unsigned>(strengths_.cols) &&
                               static_cast<unsigned>(y) < static_cast<unsigned>(strengths_.rows);
        return is_inside ? strengths_.ptr<std::int8_t>(y)[x] : 0;
    }
    /// The same without its sign.
    int at(board::Point p) const { return std::abs(change(p)); }
    /// Sum of `at` for places in fixed point (`fixed`), about `middle`.
    template <std::size_t count>
    int sum_at(FixedPoint middle, const std::array<FixedPoint, count>& places) const {
        int sum = 0;
        for (const FixedPoint& place : places) sum += std::abs(change(middle, place));
        return sum;
    }
    /// Sum of `change`, where brighter and darker cancel each other out.
    template <std::size_t count>
    int sum_change(FixedPoint middle, const std::array<FixedPoint, count>& places) const {
        int sum = 0;
        for (const FixedPoint& place : places) sum += change(middle, place);
        return sum;
    }
    /// A place or a step in pixels of the picture, as `sum_at` takes it.
    FixedPoint fixed(board::Point p) const { return {FixedPoint::of(p.x * pixels_), FixedPoint::of(p.y * pixels_)}; }
    /// All strengths of a row.
    const std::int8_t* row(int y) const { return strengths_.ptr<std::int8_t>(y); }
    cv::Size size() const { return strengths_.size(); }

private:
    int change(FixedPoint middle, FixedPoint place) const {
        // What lies to the left or above is far beyond as a number without a sign.
        const auto x = static_cast<std::uint64_t>((middle.x + place.x) >> FixedPoint::bits);
        const auto y = static_cast<std::uint64_t>((middle.y + place.y) >> FixedPoint::bits);
        const bool is_inside =
            x < static_cast<std::uint64_t>(strengths_.cols) && y < static_cast<std::uint64_t>(strengths_.rows);
        return is_inside ? strengths_.ptr<std::int8_t>()[y * strengths_.step.p[0] + x] : 0;
    }

    static constexpr int tile_width = marked_at_once, tile_height = LineSource::block;

    void make_tile(int column, int row) const;

    std::shared_ptr<const LineSource> source_;
    Run run_;
    LineNormal normal_;
    double pixels_;
    mutable cv::Mat strengths_;  // CV_8S
    mutable cv::Mat is_made_;    // CV_8U, one a tile
};

}  // namespace tk::grid
