#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>

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
        x_[lane_of(parallel, sample)] = place.x;
        y_[lane_of(parallel, sample)] = place.y;
    }
    const int* x() const { return x_.data(); }
    const int* y() const { return y_.data(); }
    static constexpr std::size_t count = 16;  ///< as many as are worked out at once, with one that is not used
    /// Where a place stands among those.
    static constexpr std::size_t lane_of(std::size_t parallel, std::size_t sample) {
        return parallel * side_samples + sample;
    }

private:
    std::array<int, count> x_{}, y_{};
};

/// Values of pixels, row by row, between a row of zeros and one that is not looked at.
struct ValueMap {
    const std::int8_t* values;
    int width, height;
    int stride;  ///< from a row to the next
};

/// For each parallel the sum of the values of `map` at `places` about `middle`; those outside of it are 0.
std::array<int, parallels> sums_of_values(const ValueMap& map, FixedPoint middle, const ParallelPlaces& places);

/// The same of the sizes of the values, about all of `middles`.
std::array<int, parallels> sums_of_sizes(const ValueMap& map, std::span<const FixedPoint> middles,
                                         const ParallelPlaces& places);

}  // namespace tk::grid
