#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace tk::grid {

/// Pixels along a line to either side of one that are summed up with it.
constexpr int run_reach = 4;
constexpr int run_length = 2 * run_reach + 1;

/// How far the values of the pixels along a line lie from that of the pixel in its middle.
using Run = std::array<std::ptrdiff_t, run_length>;

/// What is looked for across the lines of one direction: their unit normal, of 32767.
struct LineNormal {
    short x, y;
};

/// Sum over the run at each of `count` pixels.
void sum_runs(const short* from, const Run& run, int count, short* to);

/// Adds the sizes of both gradients at each of `count` pixels.
void add_strength(const short* gradient_x, const short* gradient_y, int count, int* to);

/// Adds the sizes of `count` strengths, every one of a row or (`step` 2) every other, to as many sums side by side.
/// None counts more than `most`.
void add_sizes(const std::int8_t* strengths, int step, int count, std::int8_t most, std::uint16_t* to);

/// Pixels of a row that are marked at once.
constexpr int marked_at_once = 64;
/// Pixels side by side whose sums are multiplied alike.
constexpr int multiplied_alike = 8;

/// Rows of a gradient and of the strengths that are worked out of it, from their first pixels on.
struct MarkedRows {
    const short *gradient_x, *gradient_y;
    std::ptrdiff_t gradient_stride;  ///< from a row to the next
    std::int8_t* strengths;
    std::ptrdiff_t strength_stride;
    int count;
};

/// What sums are multiplied by, of 32768, and the most that a strength may be.
struct MarkedScale {
    std::array<short, marked_at_once / multiplied_alike> times;
    short most;
};

/// Strength across lines at each of `marked_at_once` pixels of some rows, summed up along them, with the sign of the
/// change along the normal: gradient across less 1.2 times that along, for other lines run otherwise.
void mark_lines(const MarkedRows& rows, const Run& run, LineNormal normal, const MarkedScale& scale);

}  // namespace tk::grid
