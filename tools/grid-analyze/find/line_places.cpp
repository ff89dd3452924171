#include "grid-analyze/find/line_places.hpp"

#include <algorithm>
#include <cstdlib>
#include <cstring>
#ifdef __x86_64__
#include <immintrin.h>
#endif

#include "core/widest.hpp"

namespace tk::grid {
namespace {

constexpr double furthest = 1.2e5;  // pixels: the sum of two still fits

using Lanes = std::array<int, ParallelPlaces::count>;

/// As many whole numbers as are worked out at once.
using Ints = int __attribute__((vector_size(sizeof(Lanes))));

/// The places about a middle, as where their values stand in the map; those outside of it at 0.
TK_INLINE void find(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places, Ints& to) {
    Ints x, y;
    std::memcpy(&x, places.x(), sizeof(x));
    std::memcpy(&y, places.y(), sizeof(y));
    x = (x + middle.x) >> FixedPoint::bits;
    y = (y + middle.y) >> FixedPoint::bits;
    // Any of these is below 0 outside: -1, all bits, else 0.
    const Ints outside = (x | y | (map.width - 1 - x) | (map.height - 1 - y)) >> 31;
    to = ((y + 1) * map.stride + x) & ~outside;
}

using Read = void (*)(const std::int8_t* values, Ints& indices);

/// Puts the values at `indices` in their place, one by one.
TK_INLINE void read(const std::int8_t* values, Ints& indices) {
    Lanes at;
    std::memcpy(at.data(), &indices, sizeof(indices));
    for (int& value : at) value = values[value];
    std::memcpy(&indices, at.data(), sizeof(indices));
}

#ifdef __x86_64__
/// At once: each with the three bytes after it, which are shifted out.
[[gnu::target("avx512f")]] inline void read_at_once(const std::int8_t* values, Ints& indices) {
    // With a mask of all: what GCC's header gives for none is not initialized.
    const auto four = reinterpret_cast<Ints>(
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, reinterpret_cast<__m512i>(indices), values, 1));
    indices = (four << 24) >> 24;
}
#else
constexpr auto read_at_once = read;
#endif

template <Read get>
TK_INLINE Lanes values_about(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places) {
    Ints values;
    find(map, middle, places, values);
    get(map.values, values);
    Lanes to;
    std::memcpy(to.data(), &values, sizeof(values));
    return to;
}

template <Read get>
TK_INLINE Lanes sizes_about(const ValueMap& map, std::span<const FixedPoint> middles, const ParallelPlaces& places) {
    Ints sums{};
    for (const FixedPoint middle : middles) {
        Ints values;
        find(map, middle, places, values);
        get(map.values, values);
        const Ints sign = values >> 31;
        sums += (values ^ sign) - sign;
    }
    Lanes to;
    std::memcpy(to.data(), &sums, sizeof(sums));
    return to;
}

/// Sums over the places of each parallel.
std::array<int, parallels> by_parallel(const Lanes& values) {
    std::array<int, parallels> sums{};
    for (std::size_t p = 0; p < parallels; ++p) {
        for (std::size_t i = 0; i < side_samples; ++i) sums[p] += values[ParallelPlaces::lane_of(p, i)];
    }
    return sums;
}

}  // namespace

FixedPoint FixedPoint::of(board::Point pixels) {
    const auto fixed = [](double value) {
        return static_cast<int>(std::clamp(value, -furthest, furthest) * (1 << bits));
    };
    return {fixed(pixels.x), fixed(pixels.y)};
}

std::array<int, parallels> sums_of_values(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places) {
    return by_parallel(widest<values_about<read>, values_about<read_at_once>>(map, middle, places));
}

std::array<int, parallels> sums_of_sizes(const ValueMap& map, std::span<const FixedPoint> middles,
                                         const ParallelPlaces& places) {
    return by_parallel(widest<sizes_about<read>, sizes_about<read_at_once>>(map, middles, places));
}

}  // namespace tk::grid
