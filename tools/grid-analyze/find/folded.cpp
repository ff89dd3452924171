#include "grid-analyze/find/folded.hpp"

#include <algorithm>
#include <cmath>
#include <vector>

#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {
namespace {

using board::Kind;
using board::Placement;
using board::Point;

/// The mean of a picture over a rectangle that repeats, by places in it.
class Folded {
public:
    /// `size`: of the rectangle, pixels; in its middle what is at its corners comes again.
    Folded(const FlatPicture& picture, Point size)
        : columns_(places_in(size.x / picture.scale)), rows_(places_in(size.y / picture.scale)) {
        const cv::Mat& values = picture.values;
        const auto place = [&](int at, double length, int places) {
            const double turns = (at + 0.5) * picture.scale / length;
            return static_cast<int>((turns - std::floor(turns)) * places);
        };
        // Whole rows first, many values at once.
        cv::Mat strips = cv::Mat::zeros(rows_, values.cols, CV_32F);
        std::vector<int> rows_in(static_cast<std::size_t>(rows_)), columns_in(static_cast<std::size_t>(columns_));
        for (int y = 0; y < values.rows; ++y) {
            const int row = place(y, size.y, rows_);
            strips.row(row) += values.row(y);
            ++rows_in[static_cast<std::size_t>(row)];
        }
        std::vector<float> sums(static_cast<std::size_t>(columns_) * static_cast<std::size_t>(rows_));
        for (int x = 0; x < values.cols; ++x) {
            const int column = place(x, size.x, columns_);
            ++columns_in[static_cast<std::size_t>(column)];
            for (int j = 0; j < rows_; ++j) sums[index(column, j)] += strips.at<float>(j, x);
        }
        const auto count = [&](int column, int row) {
            return columns_in[static_cast<std::size_t>(column)] * rows_in[static_cast<std::size_t>(row)];
        };
        means_.resize(sums.size());
        for (int j = 0; j < rows_; ++j) {
            for (int i = 0; i < columns_; ++i) {
                const int column = (i + columns_ / 2) % columns_, row = (j + rows_ / 2) % rows_;
                means_[index(i, j)] = (sums[index(i, j)] + sums[index(column, row)]) /
                                      static_cast<float>(std::max(count(i, j) + count(column, row), 1));
            }
        }
    }

    int columns() const { return columns_; }
    int rows() const { return rows_; }
    /// Places beyond the ends are those of the next rectangle.
    float mean(int column, int row) const { return means_[index(column % columns_, row % rows_)]; }

private:
    /// An even number, so that the middle is one.
    static int places_in(double values) { return std::clamp(static_cast<int>(values), 8, 96) & ~1; }
    std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column);
    }
    int columns_, rows_;
    std::vector<float> means_;
};

}  // namespace

FoldedCell fold_cells(const FlatPicture& picture, Kind kind, const Placement& placement) {
    const auto [pitch_x, pitch_y] = board::spacing(kind, placement);
    // Of each kind a cell is in the middle of such a rectangle, too.
    const Point size{kind == Kind::hex_flat ? 2 * pitch_x : pitch_x, kind == Kind::hex_pointy ? 2 * pitch_y : pitch_y};
    const Folded folded(picture, size);
    struct Place {
        int column, row;
    };
    std::vector<Place> outline;  // about the middle, and some rectangles to the right and below
    constexpr int samples = 8, beyond = 4;
    for (const Side& side : sides_of(board::Geometry(kind, 3, 3), placement)) {
        for (int i = 0; i < samples; ++i) {
            const double along = (i + 0.5) / samples;
            outline.push_back({beyond * folded.columns() + static_cast<int>(std::lround((side.x + along * side.dx) /
                                                                                        size.x * folded.columns())),
                               beyond * folded.rows() +
                                   static_cast<int>(std::lround((side.y + along * side.dy) / size.y * folded.rows()))});
        }
    }
    double mean = 0;
    for (int j = 0; j < folded.rows(); ++j) {
        for (int i = 0; i < folded.columns(); ++i) mean += static_cast<double>(folded.mean(i, j));
    }
    mean /= folded.rows() * folded.columns();
    FoldedCell best;
    double most = -1, squares = 0;
    for (int j = 0; j < folded.rows() / 2; ++j) {
        for (int i = 0; i < folded.columns(); ++i) {
            double sum = 0;
            for (const Place& place : outline)
                sum += static_cast<double>(folded.mean(place.column + i, place.row + j)) - mean;
            squares += sum * sum;
            if (std::abs(sum) <= most) continue;
            most = std::abs(sum);
            best.middle = {(i + 0.5) * size.x / folded.columns(), (j + 0.5) * size.y / folded.rows()};
        }
    }
    if (squares > 0) best.clarity = most / std::sqrt(squares / (folded.rows() / 2 * folded.columns()));
    return best;
}

}  // namespace tk::grid
