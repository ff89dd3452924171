#include "grid-analyze/find/smooth_row.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "core/widest.hpp"
#include "grid-analyze/find/line_map.hpp"

namespace tk::grid {
namespace {

constexpr float skew = 1.2F;  // lines that run otherwise count less: at 40 degrees nothing; as in mark_lines
constexpr float strongest = LineMap::strongest;
constexpr int block = LineSource::block;

using Row = std::array<float, places_in_row>;

/// One copy for every version: no other is quicker, and strengths stay those of strength_at to the last digit.
[[gnu::noinline]] Row row_one_by_one(const WeighedGradient& gradient, board::Point first, board::Point step,
                                     RowNormal normal) {
    Row row;
    for (std::size_t k = 0; k < row.size(); ++k) {
        const auto at = static_cast<double>(k);
        row[k] = strength_at(gradient, {first.x + at * step.x, first.y + at * step.y}, normal);
    }
    return row;
}

#ifdef __x86_64__
using Ints = int __attribute__((vector_size(sizeof(Row))));
using Floats = float __attribute__((vector_size(sizeof(Row))));

/// Whole numbers at or below `values`, and what is left of these.
[[gnu::always_inline, gnu::target("avx512f")]] inline Ints split(Floats& values) {
    Ints whole = __builtin_convertvector(values, Ints);
    whole += reinterpret_cast<Ints>(__builtin_convertvector(whole, Floats) > values);  // -1 where it is
    values -= __builtin_convertvector(whole, Floats);
    return whole;
}

/// What lies at `indices`, in steps of `size` bytes. With a mask of all: what GCC's header gives for none is not
/// initialized.
template <int size>
[[gnu::always_inline, gnu::target("avx512f")]] inline Ints gathered(const void* from, const Ints& indices) {
    return reinterpret_cast<Ints>(
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, reinterpret_cast<__m512i>(indices), from, size));
}

[[gnu::always_inline, gnu::target("avx512f")]] inline Floats absolute(const Floats& values) {
    return reinterpret_cast<Floats>(reinterpret_cast<Ints>(values) & 0x7fffffff);
}

/// Each value and the one to the right of it, mixed.
[[gnu::always_inline, gnu::target("avx512f")]] inline Floats mixed(const short* from, const Ints& indices,
                                                                   const Floats& right) {
    const Ints both = gathered<sizeof(short)>(from, indices);
    const Floats a = __builtin_convertvector((both << 16) >> 16, Floats),
                 b = __builtin_convertvector(both >> 16, Floats);
    return (1 - right) * a + right * b;
}

[[gnu::target("avx512f")]] Row row_at_once(const WeighedGradient& gradient, board::Point first, board::Point step,
                                           RowNormal normal) {
    constexpr Floats lane{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
    // From the pixel of the first place on, numbers are small enough for floats.
    const double left = std::floor(first.x), top = std::floor(first.y);
    Floats u = static_cast<float>(first.x - left) + lane * static_cast<float>(step.x);
    Floats v = static_cast<float>(first.y - top) + lane * static_cast<float>(step.y);
    Ints x = split(u) + static_cast<int>(left), y = split(v) + static_cast<int>(top);
    // Any of these is below 0 outside: -1, all bits, else 0.
    const Ints inside = ~((x | y | (gradient.columns - 2 - x) | (gradient.rows - 2 - y)) >> 31);
    x &= inside;
    y &= inside;
    const Ints above = y * gradient.stride + x, below = above + gradient.stride;
    const Floats gx = (1 - v) * mixed(gradient.x, above, u) + v * mixed(gradient.x, below, u);
    const Floats gy = (1 - v) * mixed(gradient.y, above, u) + v * mixed(gradient.y, below, u);
    const Ints of_block = (y / block) * gradient.weight_stride + x / block;
    const auto weight = reinterpret_cast<Floats>(gathered<sizeof(float)>(gradient.weight, of_block));
    const Floats over =
        (absolute(normal.nx * gx + normal.ny * gy) - skew * absolute(normal.ny * gx - normal.nx * gy)) * weight;
    const Floats capped = over < strongest ? over : strongest + Floats{};
    const auto result = reinterpret_cast<Ints>(capped);
    const Ints seen = result & ~(result >> 31) & inside;  // 0 for what is below it
    Row row;
    std::memcpy(row.data(), &seen, sizeof(seen));
    return row;
}
#else
constexpr auto row_at_once = row_one_by_one;
#endif

}  // namespace

Row strengths_in_row(const WeighedGradient& gradient, board::Point first, board::Point step, RowNormal normal) {
    return widest<row_one_by_one, row_at_once>(gradient, first, step, normal);
}

float strength_at(const WeighedGradient& gradient, board::Point place, RowNormal normal) {
    const int x = static_cast<int>(place.x), y = static_cast<int>(place.y);
    if (place.x < 0 || place.y < 0 || x + 1 >= gradient.columns || y + 1 >= gradient.rows) return 0;
    const auto u = static_cast<float>(place.x - x), v = static_cast<float>(place.y - y);
    const std::ptrdiff_t at = static_cast<std::ptrdiff_t>(y) * gradient.stride + x;
    const auto between = [&](const short* map) {
        const auto *above = map + at, *below = above + gradient.stride;
        return (1 - v) * ((1 - u) * above[0] + u * above[1]) + v * ((1 - u) * below[0] + u * below[1]);
    };
    const float gx = between(gradient.x), gy = between(gradient.y);
    const float over = std::abs(normal.nx * gx + normal.ny * gy) - skew * std::abs(normal.ny * gx - normal.nx * gy);
    const float weight = gradient.weight[static_cast<std::ptrdiff_t>(y / block) * gradient.weight_stride + x / block];
    return std::clamp(over * weight, 0.0F, strongest);
}

}  // namespace tk::grid
