#pragma once

#include <utility>
#include <vector>

#include "grid-analyze/find/tiling_field.hpp"

namespace tk::grid {

/// Which cells of a field are the board, and which of its lines are the shifted ones.
struct Cut {
    CellRect span;
    bool shifts_even = false;
};

/// Rectangles whose cells show their sides, unlike what is around them, with their rims in the right place: one or a
/// few of which one is the board. `contrast`: what some cells of it show.
std::vector<Cut> cuts_of(const Field& field, double contrast);

/// The board that `span` is.
std::pair<board::Geometry, board::Placement> board_of(const View& view, const CellRect& span);

}  // namespace tk::grid
