#include "grid-analyze/find/fourier.hpp"

#include <algorithm>

#include "core/widest.hpp"
#include "grid-analyze/find/transform.hpp"

namespace tk::grid {
namespace {

constexpr int lanes = Transform::lanes, pair = 2 * lanes;

/// The transforms of the `pair` rows of `real` from `first` on, or of zeros where there are no more: the first half of
/// them are the real parts, the others the imaginary ones.
cv::Mat transforms_of_rows(Transform& transform, const cv::Mat& real, int first) {
    const int rows = std::min(pair, real.rows - first);
    cv::Mat numbers(transform.length(), pair, CV_32F);
    if (rows < pair || real.cols < numbers.rows) numbers.setTo(0);
    cv::transpose(real.rowRange(first, first + rows), numbers({0, 0, rows, real.cols}));
    return transform.of(numbers);
}

/// One frequency of rows that were transformed in pairs, and its opposite, which tell both apart.
struct Frequency {
    const float *here, *opposite;
    cv::Vec2f of_first(int lane) const {
        return {(here[lane] + opposite[lane]) / 2, (here[lane + lanes] - opposite[lane + lanes]) / 2};
    }
    cv::Vec2f of_second(int lane) const {
        return {(here[lane + lanes] + opposite[lane + lanes]) / 2, (opposite[lane] - here[lane]) / 2};
    }
};

Frequency frequency(const cv::Mat& transforms, int k) {
    return {transforms.ptr<float>(k), transforms.ptr<float>(k == 0 ? 0 : transforms.rows - k)};
}

TK_INLINE void powers_body(const Frequency& both, float* to) {
    for (int lane = 0; lane < lanes; ++lane) {
        const cv::Vec2f first = both.of_first(lane), second = both.of_second(lane);
        to[lane] = first[0] * first[0] + first[1] * first[1];
        to[lane + lanes] = second[0] * second[0] + second[1] * second[1];
    }
}

/// The row of the real parts of frequency `k` in `transforms_across`; that of its imaginary ones is `lanes` below.
int row_of(int k) {
    return k / lanes * pair + k % lanes;
}

/// The transforms of the rows of a picture, turned as those of columns are begun with: two rows for each frequency
/// across.
cv::Mat transforms_across(const cv::Mat& real, const cv::Size& size) {
    const int last = size.width / 2, seen = (real.rows + pair - 1) / pair * pair;
    cv::Mat turned(row_of(last) / pair * pair + pair, std::max(size.height, seen), CV_32F);
    turned.rowRange(turned.rows - pair, turned.rows).setTo(0);
    turned.colRange(seen, turned.cols).setTo(0);
    Transform transform(size.width);
    for (int y = 0; y < real.rows; y += pair) {
        const cv::Mat transforms = transforms_of_rows(transform, real, y);
        for (int k = 0; k <= last; ++k) {
            const Frequency both = frequency(transforms, k);
            float *re = turned.ptr<float>(row_of(k)) + y, *im = turned.ptr<float>(row_of(k) + lanes) + y;
            for (int lane = 0; lane < lanes; ++lane) {
                const cv::Vec2f first = both.of_first(lane), second = both.of_second(lane);
                re[lane] = first[0];
                im[lane] = first[1];
                re[lane + lanes] = second[0];
                im[lane + lanes] = second[1];
            }
        }
    }
    return turned;
}

/// Calls `take(y, x, count, re, im)` with all numbers of half the spectrum, some of a row at a time: `count` from x on.
template <class Take>
void transform_both_ways(const cv::Mat& real, const cv::Size& size, const Take& take) {
    const cv::Mat turned = transforms_across(real, size);
    Transform transform(size.height);
    const int count = size.width / 2 + 1;
    for (int x = 0; x < count; x += lanes) {
        cv::Mat numbers(size.height, pair, CV_32F);
        cv::transpose(turned({0, row_of(x), size.height, pair}), numbers);
        numbers = transform.of(numbers);
        for (int y = 0; y < size.height; ++y) {
            const auto* re = numbers.ptr<float>(y);
            take(y, x, std::min(lanes, count - x), re, re + lanes);
        }
    }
}

}  // namespace

RowSpectra::RowSpectra(const cv::Mat& real) : length_(real.cols), count_(real.rows) {
    Transform transform(real.cols);
    for (int first = 0; first < real.rows; first += pair) pairs_.push_back(transforms_of_rows(transform, real, first));
}

cv::Vec2f RowSpectra::at(int row, int k) const {
    const Frequency both = frequency(pairs_[static_cast<std::size_t>(row / pair)], k);
    return row % pair < lanes ? both.of_first(row % lanes) : both.of_second(row % lanes);
}

cv::Mat RowSpectra::powers(const std::vector<float>& times) const {
    cv::Mat powers(count_, length_ / 2, CV_32F), columns(length_ / 2, pair, CV_32F);
    for (int first = 0; first < count_; first += pair) {
        for (int k = 0; k < columns.rows; ++k)
            widest<powers_body>(frequency(pairs_[static_cast<std::size_t>(first / pair)], k), columns.ptr<float>(k));
        const int rows = std::min(pair, count_ - first);
        cv::transpose(columns.colRange(0, rows), powers.rowRange(first, first + rows));
    }
    for (int y = 0; y < count_; ++y) powers.row(y) *= static_cast<double>(times[static_cast<std::size_t>(y)]);
    return powers;
}

cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size) {
    cv::Mat half(size.height, size.width / 2 + 1, CV_32FC2);
    transform_both_ways(real, size, [&](int y, int x, int count, const float* re, const float* im) {
        auto* to = half.ptr<cv::Vec2f>(y) + x;
        for (int k = 0; k < count; ++k) to[k] = {re[k], im[k]};
    });
    return half;
}

cv::Mat half_power(const cv::Mat& real, const cv::Size& size) {
    cv::Mat power(size.height, size.width / 2, CV_32F);
    transform_both_ways(real, size, [&](int y, int x, int count, const float* re, const float* im) {
        auto* to = power.ptr<float>(y) + x;
        for (int k = 0; k < std::min(count, power.cols - x); ++k) to[k] = re[k] * re[k] + im[k] * im[k];
    });
    return power;
}

}  // namespace tk::grid
