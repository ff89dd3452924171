#include "grid-analyze/find/fourier.hpp"

#include <algorithm>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

constexpr int lanes = Transform::lanes, pair = 2 * lanes;

/// The `lanes` rows from `first` on, or as many as there are.
cv::Mat rows_from(const cv::Mat& real, int first) {
    return real.rowRange(first, std::min(first + lanes, real.rows));
}

/// The squares of the amplitudes of one frequency of each lane.
TK_INLINE void powers_body(const float* parts, float* to) {
    for (int lane = 0; lane < lanes; ++lane)
        to[lane] = parts[lane] * parts[lane] + parts[lane + lanes] * parts[lane + lanes];
}

/// The row of the real parts of frequency `k` in `transforms_across`; that of its imaginary ones is `lanes` below.
int row_of(int k) {
    return k / lanes * pair + k % lanes;
}

/// The transforms of the rows of a picture, turned as those of columns are begun with: two rows for each frequency
/// across.
cv::Mat transforms_across(const cv::Mat& real, const cv::Size& size) {
    const int last = size.width / 2, seen = (real.rows + lanes - 1) / lanes * lanes;
    cv::Mat turned(row_of(last) / pair * pair + pair, std::max(size.height, seen), CV_32F);
    turned.rowRange(turned.rows - pair, turned.rows).setTo(0);
    turned.colRange(seen, turned.cols).setTo(0);
    const RealTransform transform(size.width);
    for (int y = 0; y < real.rows; y += lanes) {
        const cv::Mat spectra = transform.of(rows_from(real, y));
        for (int k = 0; k <= last; ++k) {
            const auto* parts = spectra.ptr<float>(k);
            std::copy_n(parts, lanes, turned.ptr<float>(row_of(k)) + y);
            std::copy_n(parts + lanes, lanes, turned.ptr<float>(row_of(k) + lanes) + y);
        }
    }
    return turned;
}

/// Calls `take(y, x, count, re, im)` with all numbers of half the spectrum, some of a row at a time: `count` from x on.
template <class Take>
void transform_both_ways(const cv::Mat& real, const cv::Size& size, const Take& take) {
    const cv::Mat turned = transforms_across(real, size);
    const Transform transform(size.height);
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

RowSpectra::RowSpectra(const cv::Mat& real, const RealTransform& transform) : count_(real.rows), length_(real.cols) {
    for (int first = 0; first < real.rows; first += lanes) spectra_.push_back(transform.of(rows_from(real, first)));
}

cv::Vec2f RowSpectra::at(int row, int k) const {
    const auto* parts = spectra_[static_cast<std::size_t>(row / lanes)].ptr<float>(k);
    return {parts[row % lanes], parts[row % lanes + lanes]};
}

cv::Mat RowSpectra::powers(const std::vector<float>& times) const {
    cv::Mat powers(count_, length_ / 2, CV_32F), columns(length_ / 2, lanes, CV_32F);
    for (int first = 0; first < count_; first += lanes) {
        const cv::Mat& spectra = spectra_[static_cast<std::size_t>(first / lanes)];
        for (int k = 0; k < columns.rows; ++k) widest<powers_body>(spectra.ptr<float>(k), columns.ptr<float>(k));
        const int rows = std::min(lanes, count_ - first);
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
