#include "ocr/matrix.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>

#include "core/widest.hpp"

namespace tk::ocr {

namespace {

using Floats = float __attribute__((vector_size(32)));
using Ints = std::int32_t __attribute__((vector_size(32)));
constexpr std::size_t lanes = 8;
static_assert(Matrix::panel == 2 * lanes);

TK_INLINE void load(Floats& to, const float* from) {
    std::memcpy(&to, from, sizeof to);
}

TK_INLINE void store(float* to, const Floats& from) {
    std::memcpy(to, &from, sizeof from);
}

/// `Rows` rows by `Panels` panels at once, so that each weight that is loaded counts for several rows, and enough sums
/// run side by side where there is one row.
template <std::size_t Rows, std::size_t Panels>
TK_INLINE void add_block(const float* in, std::size_t stride, const float* weights, std::size_t inputs, float* out,
                         std::size_t width) {
    Floats sums[Rows][2 * Panels];
    for (std::size_t row = 0; row < Rows; ++row) {
        for (std::size_t i = 0; i < 2 * Panels; ++i) load(sums[row][i], out + row * width + i * lanes);
    }
    for (std::size_t k = 0; k < inputs; ++k) {
        for (std::size_t p = 0; p < Panels; ++p) {
            Floats left;
            Floats right;
            load(left, weights + (p * inputs + k) * Matrix::panel);
            load(right, weights + (p * inputs + k) * Matrix::panel + lanes);
            for (std::size_t row = 0; row < Rows; ++row) {
                const float value = in[row * stride + k];
                sums[row][2 * p] += left * value;
                sums[row][2 * p + 1] += right * value;
            }
        }
    }
    for (std::size_t row = 0; row < Rows; ++row) {
        for (std::size_t i = 0; i < 2 * Panels; ++i) store(out + row * width + i * lanes, sums[row][i]);
    }
}

TK_INLINE void add_product_body(const float* in, std::size_t stride, std::size_t rows, const float* weights,
                                std::size_t inputs, std::size_t panels, float* out) {
    constexpr std::size_t together = 4;
    const std::size_t width = panels * Matrix::panel;
    const std::size_t size = inputs * Matrix::panel;
    std::size_t row = 0;
    for (; row + together <= rows; row += together) {
        for (std::size_t p = 0; p < panels; ++p) {
            add_block<together, 1>(in + row * stride, stride, weights + p * size, inputs,
                                   out + row * width + p * Matrix::panel, width);
        }
    }
    for (; row < rows; ++row) {
        std::size_t p = 0;
        for (; p + together <= panels; p += together) {
            add_block<1, together>(in + row * stride, stride, weights + p * size, inputs,
                                   out + row * width + p * Matrix::panel, width);
        }
        for (; p < panels; ++p) {
            add_block<1, 1>(in + row * stride, stride, weights + p * size, inputs,
                            out + row * width + p * Matrix::panel, width);
        }
    }
}

/// 1 / (1 + exp(-x)). exp by powers of two and the Taylor polynomial of the rest, which is within ln 2 / 2.
TK_INLINE void sigmoid(Floats& x) {
    constexpr float farthest = 30;
    x = x < -farthest ? Floats{} - farthest : x;
    x = x > farthest ? Floats{} + farthest : x;
    const Floats power = x * -1.44269504F;
    const Ints whole = __builtin_convertvector(power + (power < 0 ? Floats{} - 0.5F : Floats{} + 0.5F), Ints);
    const Floats rest = (power - __builtin_convertvector(whole, Floats)) * 0.69314718F;
    Floats sum = rest * (1.0F / 720) + 1.0F / 120;
    sum = sum * rest + 1.0F / 24;
    sum = sum * rest + 1.0F / 6;
    sum = sum * rest + 0.5F;
    sum = sum * rest + 1.0F;
    sum = sum * rest + 1.0F;
    const Ints scale = (whole + 127) << 23;
    Floats factor;
    std::memcpy(&factor, &scale, sizeof factor);
    x = 1.0F / (1.0F + sum * factor);
}

TK_INLINE void tangent(Floats& x) {
    x = x + x;
    sigmoid(x);
    x = x + x - 1.0F;
}

TK_INLINE void step_body(const float* gates, std::size_t count, float* state, float* output) {
    constexpr float most = 100;  // as in training
    for (std::size_t i = 0; i < count; i += lanes) {
        Floats cell;
        Floats in;
        Floats keep;
        Floats out;
        Floats old;
        load(cell, gates + i);
        load(in, gates + count + i);
        load(keep, gates + 2 * count + i);
        load(out, gates + 3 * count + i);
        load(old, state + i);
        tangent(cell);
        sigmoid(in);
        sigmoid(keep);
        sigmoid(out);
        Floats now = old * keep + cell * in;
        now = now < -most ? Floats{} - most : now;
        now = now > most ? Floats{} + most : now;
        store(state + i, now);
        tangent(now);
        store(output + i, now * out);
    }
}

TK_INLINE void tanh_body(float* values, std::size_t count) {
    for (std::size_t i = 0; i < count; i += lanes) {
        Floats x{};
        std::memcpy(&x, values + i, std::min(lanes, count - i) * sizeof(float));
        tangent(x);
        std::memcpy(values + i, &x, std::min(lanes, count - i) * sizeof(float));
    }
}

}  // namespace

Matrix::Matrix(std::size_t inputs, std::size_t outputs, const std::vector<float>& weights)
    : inputs_(inputs), panels_((outputs + panel - 1) / panel), weights_(panels_ * panel * inputs) {
    for (std::size_t out = 0; out < outputs; ++out) {
        for (std::size_t in = 0; in < inputs; ++in) {
            weights_[(out / panel * inputs + in) * panel + out % panel] = weights[out * inputs + in];
        }
    }
}

void Matrix::add_product(const float* in, std::size_t stride, std::size_t rows, float* out) const {
    widest<add_product_body>(in, stride, rows, weights_.data(), inputs_, panels_, out);
}

void step_cells(const float* gates, std::size_t count, float* state, float* output) {
    widest<step_body>(gates, count, state, output);
}

void tanh_in_place(std::vector<float>& values) {
    widest<tanh_body>(values.data(), values.size());
}

}  // namespace tk::ocr
