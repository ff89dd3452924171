#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "board/coord.hpp"

namespace tk::grid {

/// Places along a line that are looked at.
constexpr std::size_t side_samples = 5;
/// Lines side by side that are looked at together.
constexpr std::size_t parallels = 3;

/// Pixels of a map in whole numbers, which are quick to add up and to round down.
struct FixedPoint {
    static constexpr int bits = 13;
    int x = 0, y = 0;
    /// What lies further away than any map is wide is cut off.
    static FixedPoint of(board::Point pixels);
};

/// Places along a line and its parallels, about the middle of a cell.
class ParallelPlaces {
public:
    void set(std::size_t parallel, std::size_t sample, FixedPoint place) {
        x_[parallel * side_samples + sample] = place.x;
        y_[parallel * side_samples + sample] = place.y;
    }
    const int* x() const { return x_.data(); }
    const int* y() const { return y_.data(); }
    static constexpr std::size_t count = 16;  ///< as many as are worked out at once, with one that is not used

private:
    std::array<int, count> x_{}, y_{};
};

/// Values of pixels, row by row, behind a row of zeros.
struct ValueMap {
    const std::int8_t* values;
    int width, height;
    int stride;  ///< from a row to the next
};

/// Where in `map` the values at `places` about `middle` stand; those outside of it at 0.
using Indices = std::array<int, ParallelPlaces::count>;
Indices indices_of(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places);

/// For each parallel the sum of `counted(value)` over its places.
template <class Counted>
std::array<int, parallels> sums_at(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places,
                                   const Counted& counted) {
    const Indices indices = indices_of(map, middle, places);
    std::array<int, parallels> sums{};
    for (std::size_t p = 0; p < parallels; ++p) {
        for (std::size_t i = 0; i < side_samples; ++i)
            sums[p] += counted(static_cast<int>(map.values[indices[p * side_samples + i]]));
    }
    return sums;
}

}  // namespace tk::grid
