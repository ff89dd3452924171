#include "grid-analyze/line_places.hpp"

#include <algorithm>
#include <cstring>
#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace tk::grid {
namespace {

constexpr double furthest = 1.2e5;  // pixels: the sum of two still fits

using Lanes = std::array<int, ParallelPlaces::count>;

/// As many whole numbers as are worked out at once.
using Ints = int __attribute__((vector_size(sizeof(Lanes))));

/// The places about a middle, as where their values stand in the map; those outside of it at 0.
class Indices {
public:
    [[gnu::always_inline]] Indices(const ValueMap& map, const ParallelPlaces& places) : map_(map) {
        std::memcpy(&x_, places.x(), sizeof(x_));
        std::memcpy(&y_, places.y(), sizeof(y_));
    }
    [[gnu::always_inline]] void set(FixedPoint middle, Ints& to) const {
        const Ints x = (x_ + middle.x) >> FixedPoint::bits, y = (y_ + middle.y) >> FixedPoint::bits;
        // Any of these is below 0 outside: -1, all bits, else 0.
        const Ints outside = (x | y | (map_.width - 1 - x) | (map_.height - 1 - y)) >> 31;
        to = ((y + 1) * map_.stride + x) & ~outside;
    }

private:
    const ValueMap& map_;
    Ints x_, y_;
};

/// The values at `indices`, one by one.
[[gnu::always_inline]] inline void read(const ValueMap& map, const Ints& indices, Ints& values) {
    Lanes at, result;
    std::memcpy(at.data(), &indices, sizeof(indices));
    for (std::size_t i = 0; i < at.size(); ++i) result[i] = map.values[at[i]];
    std::memcpy(&values, result.data(), sizeof(values));
}

[[gnu::always_inline]] inline void add_sizes(const Ints& values, Ints& sums) {
    const Ints sign = values >> 31;
    sums += (values ^ sign) - sign;
}

/// Sums over the places of each parallel.
std::array<int, parallels> by_parallel(const Lanes& values) {
    std::array<int, parallels> sums{};
    for (std::size_t p = 0; p < parallels; ++p) {
        for (std::size_t i = 0; i < side_samples; ++i) sums[p] += values[ParallelPlaces::lane_of(p, i)];
    }
    return sums;
}

[[gnu::always_inline]] inline void values_body(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                               Lanes& to) {
    Ints indices, values;
    Indices(map, places).set(middle, indices);
    read(map, indices, values);
    std::memcpy(to.data(), &values, sizeof(values));
}

[[gnu::always_inline]] inline void sizes_body(const ValueMap& map, std::span<const FixedPoint> middles,
                                              const ParallelPlaces& places, Lanes& to) {
    const Indices about(map, places);
    Ints sums{}, indices, values;
    for (const FixedPoint middle : middles) {
        about.set(middle, indices);
        read(map, indices, values);
        add_sizes(values, sums);
    }
    std::memcpy(to.data(), &sums, sizeof(sums));
}

/// What is worked out in the widest vectors that the processor has.
struct Work {
    void (*values)(const ValueMap&, FixedPoint, const ParallelPlaces&, Lanes&);
    void (*sizes)(const ValueMap&, std::span<const FixedPoint>, const ParallelPlaces&, Lanes&);
};

void values_plain(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places, Lanes& to) {
    values_body(map, middle, places, to);
}
void sizes_plain(const ValueMap& map, std::span<const FixedPoint> middles, const ParallelPlaces& places, Lanes& to) {
    sizes_body(map, middles, places, to);
}

#ifdef __x86_64__
[[gnu::target("avx2")]] void values_wide(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                         Lanes& to) {
    values_body(map, middle, places, to);
}
[[gnu::target("avx2")]] void sizes_wide(const ValueMap& map, std::span<const FixedPoint> middles,
                                        const ParallelPlaces& places, Lanes& to) {
    sizes_body(map, middles, places, to);
}

/// The values at `indices`, at once: each with the three bytes after it, which are shifted out.
[[gnu::always_inline, gnu::target("avx512f")]] inline void read_at_once(const ValueMap& map, const Ints& indices,
                                                                        Ints& values) {
    // With a mask of all: what GCC's header gives for none is not initialized.
    const auto four = reinterpret_cast<Ints>(
        _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, reinterpret_cast<__m512i>(indices), map.values, 1));
    values = (four << 24) >> 24;
}

[[gnu::target("avx512f")]] void values_widest(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                              Lanes& to) {
    Ints indices, values;
    Indices(map, places).set(middle, indices);
    read_at_once(map, indices, values);
    std::memcpy(to.data(), &values, sizeof(values));
}
[[gnu::target("avx512f")]] void sizes_widest(const ValueMap& map, std::span<const FixedPoint> middles,
                                             const ParallelPlaces& places, Lanes& to) {
    const Indices about(map, places);
    Ints sums{}, indices, values;
    for (const FixedPoint middle : middles) {
        about.set(middle, indices);
        read_at_once(map, indices, values);
        add_sizes(values, sums);
    }
    std::memcpy(to.data(), &sums, sizeof(sums));
}
#endif

Work best_work() {
#ifdef __x86_64__
    if (__builtin_cpu_supports("avx512f")) return {values_widest, sizes_widest};
    if (__builtin_cpu_supports("avx2")) return {values_wide, sizes_wide};
#endif
    return {values_plain, sizes_plain};
}

const Work& work() {
    static const Work best = best_work();
    return best;
}

}  // namespace

FixedPoint FixedPoint::of(board::Point pixels) {
    const auto fixed = [](double value) {
        return static_cast<int>(std::clamp(value, -furthest, furthest) * (1 << bits));
    };
    return {fixed(pixels.x), fixed(pixels.y)};
}

std::array<int, parallels> sums_of_values(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places) {
    Lanes values;
    work().values(map, middle, places, values);
    return by_parallel(values);
}

std::array<int, parallels> sums_of_sizes(const ValueMap& map, std::span<const FixedPoint> middles,
                                         const ParallelPlaces& places) {
    Lanes sums;
    work().sizes(map, middles, places, sums);
    return by_parallel(sums);
}

}  // namespace tk::grid
