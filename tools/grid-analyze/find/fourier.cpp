#include "grid-analyze/find/fourier.hpp"

#include <algorithm>

namespace tk::grid {
namespace {

/// Value `k` of a transform that cv::dft packed: the real part of frequency 0, then both parts of each, and of the last
/// one of an even number the real part. Values lie `step` apart.
cv::Vec2f packed_value(const float* values, int step, int k, int length) {
    if (k == 0) return {values[0], 0};
    const float real = values[static_cast<std::ptrdiff_t>(2 * k - 1) * step];
    return {real, 2 * k == length ? 0 : values[static_cast<std::ptrdiff_t>(2 * k) * step]};
}

/// Copies the values of a packed row that have both parts.
void copy_pairs(const float* packed, int length, cv::Vec2f* to) {
    std::copy_n(packed + 1, 2 * ((length - 1) / 2), to[1].val);
}

/// Column `from` of a packed picture, which is packed itself: the column of frequency 0 or of the highest one.
void unpack_column(const cv::Mat& packed, int from, cv::Mat to) {
    const int rows = packed.rows, step = static_cast<int>(packed.step1());
    const float* values = packed.ptr<float>() + from;
    for (int y = 0; y <= rows / 2; ++y) {
        const cv::Vec2f value = packed_value(values, step, y, rows);
        to.at<cv::Vec2f>(y) = value;
        if (y > 0) to.at<cv::Vec2f>(rows - y) = {value[0], y == rows - y ? value[1] : -value[1]};
    }
}

cv::Mat packed_spectrum(const cv::Mat& real, const cv::Size& size) {
    cv::Mat packed;
    if (real.size() == size) {
        cv::dft(real, packed);
        return packed;
    }
    packed = cv::Mat::zeros(size, CV_32F);
    real.copyTo(packed(cv::Rect({0, 0}, real.size())));
    cv::dft(packed, packed, 0, real.rows);
    return packed;
}

}  // namespace

cv::Mat half_spectra_of_rows(const cv::Mat& real) {
    cv::Mat packed;
    cv::dft(real, packed, cv::DFT_ROWS);
    cv::Mat half(real.rows, real.cols / 2 + 1, CV_32FC2);
    for (int y = 0; y < half.rows; ++y) {
        copy_pairs(packed.ptr<float>(y), real.cols, half.ptr<cv::Vec2f>(y));
        for (const int k : {0, half.cols - 1})
            half.at<cv::Vec2f>(y, k) = packed_value(packed.ptr<float>(y), 1, k, real.cols);
    }
    return half;
}

cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size) {
    const cv::Mat packed = packed_spectrum(real, size);
    cv::Mat half(size.height, size.width / 2 + 1, CV_32FC2);
    for (int y = 0; y < half.rows; ++y) copy_pairs(packed.ptr<float>(y), size.width, half.ptr<cv::Vec2f>(y));
    unpack_column(packed, 0, half.col(0));
    if (size.width % 2 == 0) unpack_column(packed, size.width - 1, half.col(size.width / 2));
    return half;
}

cv::Mat half_power(const cv::Mat& real, const cv::Size& size) {
    const cv::Mat packed = packed_spectrum(real, size);
    cv::Mat power(size.height, size.width / 2, CV_32F), level(size.height, 1, CV_32FC2);
    unpack_column(packed, 0, level);
    for (int y = 0; y < power.rows; ++y) {
        const auto* from = packed.ptr<float>(y);
        auto* to = power.ptr<float>(y);
        to[0] = level.at<cv::Vec2f>(y).dot(level.at<cv::Vec2f>(y));
        for (int x = 1; x < power.cols; ++x) to[x] = from[2 * x - 1] * from[2 * x - 1] + from[2 * x] * from[2 * x];
    }
    return power;
}

}  // namespace tk::grid
