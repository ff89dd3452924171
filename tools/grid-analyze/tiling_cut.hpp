#pragma once

#include <utility>

#include "grid-analyze/tiling_field.hpp"

namespace tk::grid {

/// Which cells of a field are the board, and which of its lines are the shifted ones.
struct Cut {
    Span span;
    bool shifts_even = false;
};

/// The rectangle whose cells show their sides, unlike what is around it.
Cut cut_out(const Field& field);

/// The same with the lines at its rim that belong to it, and without those that do not.
Span with_true_rim(const View& view, const Span& span);

/// The board that `span` is.
std::pair<board::Geometry, board::Placement> board_of(const View& view, const Span& span);

}  // namespace tk::grid
