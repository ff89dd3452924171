#pragma once

#include <array>
#include <vector>

#include "grid-analyze/find/tiling_field.hpp"
#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {

/// Columns and rows from one cell of a view to another.
struct CellStep {
    int cols = 0, rows = 0;
};

/// To the cell across each side, by the parity of column and row.
using Steps = std::array<std::array<std::array<CellStep, 6>, 2>, 2>;

/// The steps across `sides`, which are those of a cell of the view.
Steps steps_across(const View& view, const std::vector<Side>& sides);

/// What a side may count, over the mean: a rim against dark ground is far stronger than the others.
constexpr double strongest = 1.3;

/// One of the four borders of a span.
struct Border {
    int CellRect::*edge;
    int outwards;  ///< how the number of a line grows away from the span, 1 or -1
    bool is_column() const { return edge == &CellRect::left || edge == &CellRect::right; }
};

constexpr std::array<Border, 4> borders{
    {{&CellRect::left, -1}, {&CellRect::right, 1}, {&CellRect::top, -1}, {&CellRect::bottom, 1}}};

/// The line of cells `by` lines outwards of the outermost one at a border.
CellRect line_at(const CellRect& span, const Border& border, int by);

/// The span with one border moved outwards by `by` lines.
CellRect moved(CellRect span, const Border& border, int by);

}  // namespace tk::grid
