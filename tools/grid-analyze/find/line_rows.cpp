#include "grid-analyze/find/line_rows.hpp"

#include <cstring>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

// Whole numbers without conditions, which the compiler works out eight or sixteen at a time.

TK_INLINE short scaled(short a, short b) {
    return static_cast<short>((static_cast<int>(a) * static_cast<int>(b)) >> 16);
}

TK_INLINE short absolute(short a) {
    return a < 0 ? static_cast<short>(-a) : a;
}

/// As many values as are added up at once.
using Shorts = short __attribute__((vector_size(64)));
constexpr int at_once = sizeof(Shorts) / sizeof(short);

TK_INLINE void sum_at_once(const short* from, const Run& run, short* to) {
    for (int start = 0; start < marked_at_once; start += at_once) {
        Shorts sum, next;
        std::memcpy(&sum, from + start + run[0], sizeof(sum));
        for (std::size_t k = 1; k < run.size(); ++k) {
            std::memcpy(&next, from + start + run[k], sizeof(next));
            sum += next;
        }
        std::memcpy(to + start, &sum, sizeof(sum));
    }
}

/// What the sums along lines at one row's pixels say of lines across the normal.
TK_INLINE void mark_row(const short* gradient_x, const short* gradient_y, const Run& run, LineNormal normal,
                        const short* times, short most, std::int8_t* to) {
    constexpr short fifth = 13107;  // of 65536
    std::array<short, marked_at_once> gx, gy;
    std::array<std::int8_t, marked_at_once> marks;
    sum_at_once(gradient_x, run, gx.data());
    sum_at_once(gradient_y, run, gy.data());
    for (std::size_t i = 0; i < marks.size(); ++i) {
        const short x = gx[i], y = gy[i];
        const short change = static_cast<short>(scaled(x, normal.x) + scaled(y, normal.y));
        const short along = absolute(static_cast<short>(scaled(x, normal.y) - scaled(y, normal.x)));
        const short over = static_cast<short>(absolute(change) - along - scaled(along, fifth));
        const short above = over > 0 ? over : short{0};
        // A product with 32768 loses half.
        const short strength = scaled(static_cast<short>(2 * above), times[i]);
        const short capped = strength < most ? strength : most;
        const auto sign = static_cast<short>(change >> 15);  // -1 or 0
        marks[i] = static_cast<std::int8_t>((capped ^ sign) - sign);
    }
    std::memcpy(to, marks.data(), marks.size());
}

TK_INLINE void mark_body(const MarkedRows& rows, const Run& run, LineNormal normal, const MarkedScale& scale) {
    std::array<short, marked_at_once> times;
    for (int i = 0; i < marked_at_once; ++i)
        times[static_cast<std::size_t>(i)] = scale.times[static_cast<std::size_t>(i / multiplied_alike)];
    for (int y = 0; y < rows.count; ++y)
        mark_row(rows.gradient_x + y * rows.gradient_stride, rows.gradient_y + y * rows.gradient_stride, run, normal,
                 times.data(), scale.most, rows.strengths + y * rows.strength_stride);
}

template <int step>
TK_INLINE void add_sizes_of(const std::int8_t* strengths, int count, std::int8_t most, std::uint16_t* to) {
    for (int i = 0; i < count; ++i) {
        const std::int8_t strength = strengths[i * step];
        const auto size = static_cast<std::int8_t>(strength < 0 ? -strength : strength);
        to[i] = static_cast<std::uint16_t>(to[i] + (size < most ? size : most));
    }
}

TK_INLINE void add_sizes_body(const std::int8_t* strengths, int step, int count, std::int8_t most, std::uint16_t* to) {
    step == 1 ? add_sizes_of<1>(strengths, count, most, to) : add_sizes_of<2>(strengths, count, most, to);
}

TK_INLINE void sum_runs_body(const short* from, const Run& run, int count, short* to) {
    const short *a = from + run[0], *b = from + run[1], *c = from + run[2], *d = from + run[3], *e = from + run[4],
                *f = from + run[5], *g = from + run[6], *h = from + run[7], *i = from + run[8];
    for (int x = 0; x < count; ++x)
        to[x] = static_cast<short>(a[x] + b[x] + c[x] + d[x] + e[x] + f[x] + g[x] + h[x] + i[x]);
}

TK_INLINE void add_strength_body(const short* gradient_x, const short* gradient_y, int count, int* to) {
    for (int i = 0; i < count; ++i) to[i] += absolute(gradient_x[i]) + absolute(gradient_y[i]);
}

}  // namespace

void sum_runs(const short* from, const Run& run, int count, short* to) {
    widest<sum_runs_body>(from, run, count, to);
}

void add_strength(const short* gradient_x, const short* gradient_y, int count, int* to) {
    widest<add_strength_body>(gradient_x, gradient_y, count, to);
}

void add_sizes(const std::int8_t* strengths, int step, int count, std::int8_t most, std::uint16_t* to) {
    widest<add_sizes_body>(strengths, step, count, most, to);
}

void mark_lines(const MarkedRows& rows, const Run& run, LineNormal normal, const MarkedScale& scale) {
    widest<mark_body>(rows, run, normal, scale);
}

}  // namespace tk::grid
