#include "grid-analyze/find/transform.hpp"

#include <array>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

using Floats = float __attribute__((vector_size(Transform::lanes * sizeof(float)), aligned(alignof(float))));
using Stage = Transform::Stage;
using Turn = Transform::Turn;

/// One number of each lane.
struct Complexes {
    Floats re, im;
};

/// The turns of a whole, clockwise, of which `step` make one of a transform.
struct Turns {
    const Turn* all;
    int step;
    Turn operator[](int k) const { return all[k * step]; }
};

TK_INLINE void transform(std::array<Complexes, 2>& a, const Turns&) {
    const Complexes first = a[0];
    a[0] = {first.re + a[1].re, first.im + a[1].im};
    a[1] = {first.re - a[1].re, first.im - a[1].im};
}

TK_INLINE void transform(std::array<Complexes, 4>& a, const Turns&) {
    const Complexes even{a[0].re + a[2].re, a[0].im + a[2].im}, odd{a[1].re + a[3].re, a[1].im + a[3].im};
    const Complexes up{a[0].re - a[2].re, a[0].im - a[2].im}, right{a[1].re - a[3].re, a[1].im - a[3].im};
    a[0] = {even.re + odd.re, even.im + odd.im};
    a[1] = {up.re + right.im, up.im - right.re};
    a[2] = {even.re - odd.re, even.im - odd.im};
    a[3] = {up.re - right.im, up.im + right.re};
}

/// Of an odd count: a number and the one as far from the end are turned alike, one forth and one back.
template <std::size_t count>
TK_INLINE void transform(std::array<Complexes, count>& a, const Turns& turns) {
    constexpr std::size_t half = count / 2;
    std::array<Complexes, half> sums, differences;
    const Complexes first = a[0];
    for (std::size_t j = 0; j < half; ++j) {
        const Complexes one = a[j + 1], other = a[count - 1 - j];
        sums[j] = {one.re + other.re, one.im + other.im};
        differences[j] = {one.re - other.re, one.im - other.im};
        a[0] = {a[0].re + sums[j].re, a[0].im + sums[j].im};
    }
    for (std::size_t t = 1; t <= half; ++t) {
        Complexes even = first, odd{};
        for (std::size_t j = 0; j < half; ++j) {
            const Turn turn = turns[static_cast<int>((j + 1) * t % count)];
            even = {even.re + turn.re * sums[j].re, even.im + turn.re * sums[j].im};
            odd = {odd.re - turn.im * differences[j].im, odd.im + turn.im * differences[j].re};
        }
        a[t] = {even.re + odd.re, even.im + odd.im};
        a[count - t] = {even.re - odd.re, even.im - odd.im};
    }
}

template <std::size_t parts>
TK_INLINE void split(const Complexes* from, const Stage& stage, const Turn* turns, Complexes* to) {
    constexpr int count = static_cast<int>(parts);
    const int length = stage.length / count, apart = stage.apart, whole = stage.length * apart;
    for (int p = 0; p < length; ++p) {
        for (int q = 0; q < apart; ++q) {
            std::array<Complexes, parts> few;
            for (int j = 0; j < count; ++j) few[static_cast<std::size_t>(j)] = from[q + apart * (p + j * length)];
            transform(few, Turns{turns, whole / count});
            for (int t = 0; t < count; ++t) {
                const Complexes& one = few[static_cast<std::size_t>(t)];
                const Turn turn = turns[p * t * apart];
                to[q + apart * (count * p + t)] = {one.re * turn.re - one.im * turn.im,
                                                   one.re * turn.im + one.im * turn.re};
            }
        }
    }
}

TK_INLINE void split_body(const Complexes* from, const Stage& stage, const Turn* turns, Complexes* to) {
    switch (stage.parts) {
        case 2: return split<2>(from, stage, turns, to);
        case 3: return split<3>(from, stage, turns, to);
        case 4: return split<4>(from, stage, turns, to);
        default: return split<5>(from, stage, turns, to);
    }
}

/// Sets apart what numbers at even and at odd places, which were transformed as one complex number each, have become.
/// `half`: of them.
TK_INLINE void unpack_body(const Complexes* from, int half, const Turn* turns, Complexes* to) {
    for (int k = 0; k <= half; ++k) {
        const Complexes here = from[k == half ? 0 : k], opposite = from[k == 0 ? 0 : half - k];
        const Complexes even{(here.re + opposite.re) / 2, (here.im - opposite.im) / 2};
        const Complexes odd{(here.im + opposite.im) / 2, (opposite.re - here.re) / 2};
        const Turn turn = turns[k];
        to[k] = {even.re + odd.re * turn.re - odd.im * turn.im, even.im + odd.re * turn.im + odd.im * turn.re};
    }
}

Complexes* numbers_of(cv::Mat& numbers) {
    return reinterpret_cast<Complexes*>(numbers.ptr());
}

std::vector<Turn> turns_of(int length) {
    std::vector<Turn> turns;
    for (int k = 0; k < length; ++k) {
        const double angle = 2 * std::numbers::pi * k / length;
        turns.push_back({static_cast<float>(std::cos(angle)), static_cast<float>(-std::sin(angle))});
    }
    return turns;
}

}  // namespace

Transform::Transform(int length) : turns_(turns_of(length)) {
    for (int left = length, apart = 1; left > 1;) {
        const int parts = left % 4 == 0 ? 4 : left % 2 == 0 ? 2 : left % 3 == 0 ? 3 : 5;
        stages_.push_back({left, parts, apart});
        left /= parts;
        apart *= parts;
    }
}

// In Stockham's form: each stage leaves its numbers where the next one reads them in order.
cv::Mat Transform::of(cv::Mat numbers) const {
    cv::Mat room(numbers.size(), CV_32F);
    for (const Stage& stage : stages_) {
        widest<split_body>(numbers_of(numbers), stage, turns_.data(), numbers_of(room));
        std::swap(numbers, room);
    }
    return numbers;
}

RealTransform::RealTransform(int length)
    : length_(length), transform_(length % 2 == 0 ? length / 2 : length), turns_(turns_of(length)) {}

cv::Mat RealTransform::of(const cv::Mat& rows) const {
    constexpr int lanes = Transform::lanes;
    const bool is_even = length_ % 2 == 0;
    // Number by number in the lanes.
    cv::Mat columns(length_, lanes, CV_32F);
    if (rows.rows < lanes || rows.cols < length_) columns.setTo(0);
    cv::transpose(rows, columns({0, 0, rows.rows, rows.cols}));
    if (is_even) {
        cv::Mat halves = transform_.of(columns.reshape(1, length_ / 2));
        cv::Mat spectrum(length_ / 2 + 1, 2 * lanes, CV_32F);
        widest<unpack_body>(numbers_of(halves), length_ / 2, turns_.data(), numbers_of(spectrum));
        return spectrum;
    }
    cv::Mat numbers = cv::Mat::zeros(length_, 2 * lanes, CV_32F);
    columns.copyTo(numbers.colRange(0, lanes));
    return transform_.of(numbers).rowRange(0, length_ / 2 + 1);
}

}  // namespace tk::grid
