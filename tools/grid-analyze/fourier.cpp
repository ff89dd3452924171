#include "grid-analyze/fourier.hpp"

#include <algorithm>
#include <vector>

#include "grid-analyze/wave_lanes.hpp"

namespace tk::grid {
namespace {

/// Some rows become signals side by side, from the row `first` on; zeros stand for those that there are not.
void load_rows(const cv::Mat& rows, int first, Lanes* to) {
    int x = 0;
    if (first + lanes <= rows.rows) {
        for (; x + lanes <= rows.cols; x += lanes)
            lay_side_by_side(rows.ptr<float>(first) + x, static_cast<std::ptrdiff_t>(rows.step1()), to + x);
    }
    for (; x < rows.cols; ++x) {
        to[x] = {};
        for (int lane = 0; lane < std::min(lanes, rows.rows - first); ++lane)
            to[x].values[static_cast<std::size_t>(lane)] = rows.ptr<float>(first + lane)[x];
    }
}

/// Calls `take(y, k, real, imaginary)` for all rows and frequencies up to half the length, `lanes` of them at a time,
/// from `k` on.
template <class Take>
void transform_rows(const cv::Mat& rows, int length, const Take& take) {
    WaveLanes waves(length);
    for (int first = 0; first < rows.rows; first += 2 * lanes) {
        load_rows(rows, first, waves.real());
        load_rows(rows, first + lanes, waves.imaginary());
        std::fill(waves.real() + rows.cols, waves.real() + length, Lanes{});
        std::fill(waves.imaginary() + rows.cols, waves.imaginary() + length, Lanes{});
        waves.transform();
        const int count = std::min(2 * lanes, rows.rows - first);
        for (int k = 0; k <= length / 2; k += lanes) {
            const RealSpectra spectra = waves.real_spectra(k);
            for (int at = 0; at < count; ++at)
                take(first + at, k, spectra.real[static_cast<std::size_t>(at)],
                     spectra.imaginary[static_cast<std::size_t>(at)]);
        }
    }
}

/// Calls `take(y, k, real, imaginary)` for all frequencies down and across, `lanes` of these at a time, from `k` on.
template <class Take>
void transform_picture(const cv::Mat& picture, const cv::Size& size, const Take& take) {
    const int blocks = size.width / 2 / lanes + 1;
    const auto at = [&](int y, int block) {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(blocks) + static_cast<std::size_t>(block);
    };
    std::vector<Lanes> rows_real(at(picture.rows, 0)), rows_imaginary(rows_real.size());
    transform_rows(picture, size.width, [&](int y, int k, const Lanes& real, const Lanes& imaginary) {
        rows_real[at(y, k / lanes)] = real;
        rows_imaginary[at(y, k / lanes)] = imaginary;
    });
    WaveLanes columns(size.height);
    for (int block = 0; block < blocks; ++block) {
        for (int y = 0; y < size.height; ++y) {
            columns.real()[y] = y < picture.rows ? rows_real[at(y, block)] : Lanes{};
            columns.imaginary()[y] = y < picture.rows ? rows_imaginary[at(y, block)] : Lanes{};
        }
        columns.transform();
        for (int y = 0; y < size.height; ++y) take(y, block * lanes, columns.real()[y], columns.imaginary()[y]);
    }
}

/// Both parts of each value from the frequency `k` on, up to the last that has a place.
void store_pairs(const Lanes& real, const Lanes& imaginary, int k, cv::Mat& to, int y) {
    auto* values = to.ptr<cv::Vec2f>(y) + k;
    for (std::size_t i = 0; i < static_cast<std::size_t>(std::min(lanes, to.cols - k)); ++i)
        values[i] = {real.values[i], imaginary.values[i]};
}

}  // namespace

cv::Mat half_spectra_of_rows(const cv::Mat& real) {
    cv::Mat half(real.rows, real.cols / 2 + 1, CV_32FC2);
    transform_rows(real, real.cols,
                   [&](int y, int k, const Lanes& a, const Lanes& b) { store_pairs(a, b, k, half, y); });
    return half;
}

cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size) {
    cv::Mat half(size.height, size.width / 2 + 1, CV_32FC2);
    transform_picture(real, size, [&](int y, int k, const Lanes& a, const Lanes& b) { store_pairs(a, b, k, half, y); });
    return half;
}

cv::Mat half_power(const cv::Mat& real, const cv::Size& size) {
    cv::Mat power(size.height, size.width / 2, CV_32F);
    transform_picture(real, size, [&](int y, int k, const Lanes& a, const Lanes& b) {
        auto* to = power.ptr<float>(y) + k;
        for (std::size_t i = 0; i < static_cast<std::size_t>(std::min(lanes, power.cols - k)); ++i)
            to[i] = a.values[i] * a.values[i] + b.values[i] * b.values[i];
    });
    return power;
}

}  // namespace tk::grid
