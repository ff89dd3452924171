#include "grid-analyze/line_places.hpp"

#include <algorithm>
#include <cstring>

namespace tk::grid {
namespace {

constexpr double furthest = 1.2e5;  // pixels: the sum of two still fits

/// As many whole numbers as are worked out at once.
using Ints = int __attribute__((vector_size(sizeof(Indices))));

[[gnu::always_inline]] inline void indices_body(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                                Indices& to) {
    Ints x, y;
    std::memcpy(&x, places.x(), sizeof(x));
    std::memcpy(&y, places.y(), sizeof(y));
    x = (x + middle.x) >> FixedPoint::bits;
    y = (y + middle.y) >> FixedPoint::bits;
    // Any of these is below 0 outside: -1, all bits, else 0.
    const Ints outside = (x | y | (map.width - 1 - x) | (map.height - 1 - y)) >> 31;
    const Ints indices = ((y + 1) * map.stride + x) & ~outside;
    std::memcpy(to.data(), &indices, sizeof(indices));
}

using Work = void (*)(const ValueMap&, FixedPoint, const ParallelPlaces&, Indices&);

void indices_plain(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places, Indices& to) {
    indices_body(map, middle, places, to);
}

#ifdef __x86_64__
[[gnu::target("avx2")]] void indices_wide(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                          Indices& to) {
    indices_body(map, middle, places, to);
}

[[gnu::target("avx512f")]] void indices_widest(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                               Indices& to) {
    indices_body(map, middle, places, to);
}
#endif

Work best_work() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f")) return indices_widest;
    if (__builtin_cpu_supports("avx2")) return indices_wide;
#endif
    return indices_plain;
}

}  // namespace

FixedPoint FixedPoint::of(board::Point pixels) {
    const auto fixed = [](double value) {
        return static_cast<int>(std::clamp(value, -furthest, furthest) * (1 << bits));
    };
    return {fixed(pixels.x), fixed(pixels.y)};
}

Indices indices_of(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places) {
    static const Work work = best_work();
    Indices indices;
    work(map, middle, places, indices);
    return indices;
}

}  // namespace tk::grid
