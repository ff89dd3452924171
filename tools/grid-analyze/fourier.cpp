#include "grid-analyze/fourier.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <stdexcept>

#include "grid-analyze/fourier_steps.hpp"

namespace tk::grid {

/// Values of `lanes` transforms, those of the same place side by side; real parts first, then imaginary ones. Twice,
/// for each step goes from one to the other.
struct Fourier::Scratch {
    explicit Scratch(int length) : from(size_of(length), 0), to(size_of(length)) {}
    static std::size_t size_of(int length) { return 2 * static_cast<std::size_t>(length) * lanes; }
    std::vector<float> from, to;
};

Fourier::Fourier(int length) : length_(length) {
    int rest = length;
    for (const int radix : {4, 2, 3, 5}) {
        while (rest % radix == 0) {
            Step step{radix, {}};
            const int count = rest / radix;
            for (int p = 0; p < count; ++p) {
                for (int k = 1; k < radix; ++k) {
                    const double angle = -2 * std::numbers::pi * p * k / rest;
                    step.turns.push_back(static_cast<float>(std::cos(angle)));
                    step.turns.push_back(static_cast<float>(std::sin(angle)));
                }
            }
            steps_.push_back(std::move(step));
            rest = count;
        }
    }
    if (rest != 1) throw std::invalid_argument("a Fourier transform's length must be a product of 2, 3 and 5");
}

const float* Fourier::transformed(Scratch& scratch) const {
    int rest = length_, stride = lanes;
    for (const Step& step : steps_) {
        rest /= step.radix;
        fourier_step(step.radix, {length_ * lanes, rest, stride}, step.turns.data(), scratch.from.data(),
                     scratch.to.data());
        scratch.from.swap(scratch.to);
        stride *= step.radix;
    }
    return scratch.from.data();
}

cv::Mat Fourier::followed_by_zeros(const cv::Mat& real, int count) const {
    cv::Mat result(count, length_ / 2 + 1, CV_32FC2);
    result.rowRange(real.rows, count).setTo(cv::Scalar::all(0));
    const int imaginary = length_ * lanes;
    Scratch scratch(length_);
    // Two rows make one transform, as its real and its imaginary part.
    for (int first = 0; first < real.rows; first += 2 * lanes) {
        std::fill(scratch.from.begin(), scratch.from.end(), 0.0F);
        const int last = std::min(first + 2 * lanes, real.rows);
        for (int row = first; row < last; ++row) {
            const auto* values = real.ptr<float>(row);
            float* to = scratch.from.data() + (row - first) / 2 + ((row - first) & 1) * imaginary;
            for (int i = 0; i < real.cols; ++i) to[i * lanes] = values[i];
        }
        const float* z = transformed(scratch);
        for (int row = first; row < last; row += 2) {
            const float *re = z + (row - first) / 2, *im = re + imaginary;
            auto* to = result.ptr<cv::Vec2f>(row);
            auto* second = row + 1 < last ? result.ptr<cv::Vec2f>(row + 1) : nullptr;
            for (int k = 0; k < result.cols; ++k) {
                const int here = k * lanes, opposite = k == 0 ? 0 : (length_ - k) * lanes;
                const float a = re[here] / 2, b = im[here] / 2, c = re[opposite] / 2, d = im[opposite] / 2;
                // Of the real part, what is alike for both frequencies; of the imaginary one, what is not.
                to[k] = {a + c, b - d};
                if (second != nullptr) second[k] = {b + d, c - a};
            }
        }
    }
    return result;
}

void Fourier::columns_of(cv::Mat& values) const {
    const int imaginary = length_ * lanes;
    Scratch scratch(length_);
    for (int first = 0; first < values.cols; first += lanes) {
        const int count = std::min(lanes, values.cols - first);
        for (int y = 0; y < length_; ++y) {
            const auto* from = values.ptr<cv::Vec2f>(y) + first;
            float* to = scratch.from.data() + y * lanes;
            for (int i = 0; i < count; ++i) {
                to[i] = from[i][0];
                to[imaginary + i] = from[i][1];
            }
        }
        const float* z = transformed(scratch);
        for (int y = 0; y < length_; ++y) {
            const float* from = z + y * lanes;
            auto* to = values.ptr<cv::Vec2f>(y) + first;
            for (int i = 0; i < count; ++i) to[i] = {from[i], from[imaginary + i]};
        }
    }
}

cv::Mat half_spectrum(const cv::Mat& real, const cv::Size& size) {
    cv::Mat values = Fourier(size.width).followed_by_zeros(real, size.height);
    Fourier(size.height).columns_of(values);
    return values;
}

}  // namespace tk::grid
