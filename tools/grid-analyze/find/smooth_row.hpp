#pragma once

#include <array>
#include <cstddef>

#include "board/coord.hpp"

namespace tk::grid {

/// Places in a row that are looked at together.
constexpr std::size_t places_in_row = 16;

/// The gradient of a picture, and what it is multiplied by in each block of pixels (LineSource::block each way).
struct WeighedGradient {
    const short *x, *y;
    int columns, rows;
    int stride;  ///< from a row to the next
    const float* weight;
    int weight_stride;
};

/// Unit normal of the lines that are looked for.
struct RowNormal {
    float nx, ny;
};

/// Strengths across lines, up to LineMap::strongest, between the pixels: the gradient across them less 1.2 times that
/// along them; 0 outside. At `first` and the places that follow, each `step` after the one before; whole numbers are
/// the middles of pixels.
std::array<float, places_in_row> strengths_in_row(const WeighedGradient& gradient, board::Point first,
                                                  board::Point step, RowNormal normal);

/// The same at one place.
float strength_at(const WeighedGradient& gradient, board::Point place, RowNormal normal);

}  // namespace tk::grid
