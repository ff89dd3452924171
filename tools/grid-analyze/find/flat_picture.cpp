#include "grid-analyze/find/flat_picture.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <numeric>
#include <opencv2/imgproc.hpp>
#include <vector>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

constexpr int reach = 15;  // values to all sides of one that are its surroundings
constexpr int around = (2 * reach + 1) * (2 * reach + 1);
constexpr float least_variation = 1.5F;  // grey levels: less is the noise of an even ground
constexpr double large = 70;             // values across a cell: its shades are wider than the surroundings
constexpr float most = 2.5F;             // or windows and text would outweigh all else

/// The smallest cells keep four values from line to line, and the cost stays bounded.
double scale_for(int width) {
    if (width > 4000) return width / 2000.0;
    return width > 900 ? 2 : 1.5;
}

template <class Value>
TK_INLINE void replace_body(const Value* entering, const Value* leaving, int count, int* sums) {
    for (int x = 0; x < count; ++x)
        sums[x] += std::abs(static_cast<int>(entering[x])) - std::abs(static_cast<int>(leaving[x]));
}

/// Sums of the sizes of values over the square around each of a row, while the rows around it come and go. A picture
/// goes on beyond its rims as in a mirror.
template <class Value>
class SquareSums {
public:
    explicit SquareSums(const cv::Mat& values)
        : values_(values),
          none_(static_cast<std::size_t>(values.cols)),
          columns_(none_.size() + 2 * reach + 1),
          sums_(none_.size()) {}

    /// Of row `y`: of the first one first, then of each after the one before.
    const int* of(int y) {
        int* columns = columns_.data() + reach;
        const int width = values_.cols;
        for (int at = y == 0 ? -reach : y + reach; at <= y + reach; ++at)
            widest<replace_body<Value>>(row(at), y == 0 ? none_.data() : row(y - reach - 1), width, columns);
        for (int x = 1; x <= reach; ++x) {
            columns[-x] = columns[cv::borderInterpolate(-x, width, cv::BORDER_REFLECT_101)];
            columns[width - 1 + x] = columns[cv::borderInterpolate(width - 1 + x, width, cv::BORDER_REFLECT_101)];
        }
        int sum = std::accumulate(columns - reach, columns + reach + 1, 0);
        for (int x = 0; x < width; ++x) {
            sums_[static_cast<std::size_t>(x)] = sum;
            const int change = columns[x + reach + 1] - columns[x - reach];  // by itself: sums need not wait for it
            sum += change;
        }
        return sums_.data();
    }

private:
    const Value* row(int y) const {
        return values_.ptr<Value>(cv::borderInterpolate(y, values_.rows, cv::BORDER_REFLECT_101));
    }
    const cv::Mat& values_;
    std::vector<Value> none_;
    std::vector<int> columns_, sums_;
};

/// Brightness over that around, times `around`.
TK_INLINE void over_body(const std::uint8_t* values, const int* sums, int count, int* to) {
    for (int x = 0; x < count; ++x) to[x] = around * values[x] - sums[x];
}

TK_INLINE void flat_body(const int* over, const int* sums, int count, float* to) {
    for (int x = 0; x < count; ++x) {
        const float usual = static_cast<float>(sums[x]) / around + least_variation * around;
        to[x] = std::min(std::max(static_cast<float>(over[x]) / usual, -most), most);
    }
}

FlatPicture flattened_to(const cv::Mat& gray, double scale) {
    FlatPicture flat;
    flat.scale = scale;
    flat.size = gray.size();
    const cv::Size size{std::max(1, static_cast<int>(gray.cols / scale)),
                        std::max(1, static_cast<int>(gray.rows / scale))};
    // Cut so that the scale is the same across and down.
    const cv::Rect whole{0, 0, std::min(gray.cols, static_cast<int>(size.width * scale)),
                         std::min(gray.rows, static_cast<int>(size.height * scale))};
    cv::Mat small, over(size, CV_32S);
    cv::resize(gray(whole), small, size, 0, 0, cv::INTER_AREA);
    SquareSums<std::uint8_t> brightness(small);
    for (int y = 0; y < size.height; ++y)
        widest<over_body>(small.ptr<std::uint8_t>(y), brightness.of(y), size.width, over.ptr<int>(y));
    SquareSums<int> variation(over);
    flat.values.create(size, CV_32F);
    for (int y = 0; y < size.height; ++y)
        widest<flat_body>(over.ptr<int>(y), variation.of(y), size.width, flat.values.ptr<float>(y));
    return flat;
}

}  // namespace

FlatPicture flattened(const cv::Mat& gray) {
    return flattened_to(gray, scale_for(gray.cols));
}

FlatPicture suited_to(const FlatPicture& flat, const cv::Mat& gray, double width, double height) {
    const double across = width / flat.scale, down = height / flat.scale;
    if (across > large) return flattened_to(gray, 2 * flat.scale);
    if (across > 2 * reach + 1) return flat;
    // The mean over a cell is the same wherever it lies on the pattern.
    FlatPicture fine = flat;
    cv::Mat slow;
    cv::blur(flat.values, slow, {static_cast<int>(across) | 1, static_cast<int>(down) | 1});
    fine.values = flat.values - slow;
    return fine;
}

}  // namespace tk::grid
