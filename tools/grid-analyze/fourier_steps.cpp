#include "grid-analyze/fourier_steps.hpp"

#include <array>
#include <cstddef>
#include <cstring>

namespace tk::grid {
namespace {

/// As many values as there are lanes, worked out at once.
using Values = float __attribute__((vector_size(lanes * sizeof(float))));

struct Complex {
    Values re, im;
};

[[gnu::always_inline]] inline Complex complex_at(const float* real, std::ptrdiff_t imaginary) {
    Complex value;
    std::memcpy(&value.re, real, sizeof(value.re));
    std::memcpy(&value.im, real + imaginary, sizeof(value.im));
    return value;
}

[[gnu::always_inline]] inline Complex operator+(const Complex& a, const Complex& b) {
    return {a.re + b.re, a.im + b.im};
}
[[gnu::always_inline]] inline Complex operator-(const Complex& a, const Complex& b) {
    return {a.re - b.re, a.im - b.im};
}
[[gnu::always_inline]] inline Complex operator*(float a, const Complex& b) {
    return {a * b.re, a * b.im};
}
/// Turned by a quarter, against the clock.
[[gnu::always_inline]] inline Complex quarter(const Complex& a) {
    return {-a.im, a.re};
}

[[gnu::always_inline]] inline void put_together(std::array<Complex, 2>& a) {
    a = {a[0] + a[1], a[0] - a[1]};
}

[[gnu::always_inline]] inline void put_together(std::array<Complex, 3>& a) {
    constexpr float half_root = 0.8660254F;  // sine of a third of a turn
    const Complex sum = a[1] + a[2], middle = a[0] - 0.5F * sum, off = half_root * quarter(a[1] - a[2]);
    a = {a[0] + sum, middle - off, middle + off};
}

[[gnu::always_inline]] inline void put_together(std::array<Complex, 4>& a) {
    const Complex even = a[0] + a[2], odd = a[1] + a[3], even_off = a[0] - a[2], odd_off = quarter(a[1] - a[3]);
    a = {even + odd, even_off - odd_off, even - odd, even_off + odd_off};
}

[[gnu::always_inline]] inline void put_together(std::array<Complex, 5>& a) {
    // Cosines and sines of a fifth of a turn and of two.
    constexpr float c1 = 0.309017F, c2 = -0.809017F, s1 = 0.95105652F, s2 = 0.58778525F;
    const Complex outer = a[1] + a[4], inner = a[2] + a[3], outer_off = a[1] - a[4], inner_off = a[2] - a[3];
    const Complex b = a[0] + c1 * outer + c2 * inner, c = a[0] + c2 * outer + c1 * inner;
    const Complex d = quarter(s1 * outer_off + s2 * inner_off), e = quarter(s2 * outer_off - s1 * inner_off);
    a = {a[0] + outer + inner, b - d, c - e, c + e, b + d};
}

template <std::size_t radix>
[[gnu::always_inline]] inline void step_body(const FourierShape& shape, const float* __restrict turns,
                                             const float* __restrict from, float* __restrict to) {
    const std::ptrdiff_t imaginary = shape.imaginary, stride = shape.stride, apart = stride * shape.rest;
    for (int p = 0; p < shape.rest; ++p) {
        const float* __restrict here = from + p * stride;
        float* __restrict there = to + p * stride * static_cast<std::ptrdiff_t>(radix);
        for (std::ptrdiff_t i = 0; i < stride; i += lanes) {
            std::array<Complex, radix> a;
            for (std::size_t k = 0; k < radix; ++k) {
                a[k] = complex_at(here + static_cast<std::ptrdiff_t>(k) * apart + i, imaginary);
            }
            put_together(a);
            for (std::size_t k = 0; k < radix; ++k) {
                if (k > 0) {
                    const float re = turns[2 * k - 2], im = turns[2 * k - 1];
                    a[k] = {a[k].re * re - a[k].im * im, a[k].re * im + a[k].im * re};
                }
                float* value = there + static_cast<std::ptrdiff_t>(k) * stride + i;
                std::memcpy(value, &a[k].re, sizeof(Values));
                std::memcpy(value + imaginary, &a[k].im, sizeof(Values));
            }
        }
        turns += 2 * (radix - 1);
    }
}

[[gnu::always_inline]] inline void step_of(int radix, const FourierShape& shape, const float* turns, const float* from,
                                           float* to) {
    switch (radix) {
        case 2: return step_body<2>(shape, turns, from, to);
        case 3: return step_body<3>(shape, turns, from, to);
        case 4: return step_body<4>(shape, turns, from, to);
        default: return step_body<5>(shape, turns, from, to);
    }
}

using StepOf = void (*)(int, const FourierShape&, const float*, const float*, float*);

void step_plain(int radix, const FourierShape& shape, const float* turns, const float* from, float* to) {
    step_of(radix, shape, turns, from, to);
}

#ifdef __x86_64__
[[gnu::target("avx2,fma")]] void step_wide(int radix, const FourierShape& shape, const float* turns, const float* from,
                                           float* to) {
    step_of(radix, shape, turns, from, to);
}
#endif

StepOf best_step() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma")) return step_wide;
#endif
    return step_plain;
}

}  // namespace

void fourier_step(int radix, const FourierShape& shape, const float* turns, const float* from, float* to) {
    static const StepOf step = best_step();
    step(radix, shape, turns, from, to);
}

}  // namespace tk::grid
