#pragma once

#include <utility>

#include "grid-analyze/tiling_field.hpp"

namespace tk::grid {

/// Which cells of a field are the board, and which of its lines are the shifted ones.
struct Cut {
    Span span;
    bool shifts_even = false;
};

/// The rectangle whose cells show their sides, unlike what is around it, with its rim in the right place.
Cut cut_out(const Field& field);

/// The board that `span` is.
std::pair<board::Geometry, board::Placement> board_of(const View& view, const Span& span);

}  // namespace tk::grid
