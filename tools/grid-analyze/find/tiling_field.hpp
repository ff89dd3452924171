#pragma once

#include <vector>

#include "grid-analyze/find/cell_rect.hpp"
#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {

/// All cells of a tiling in the picture, by column and row of a board that covers it.
struct Field {
    board::Geometry geometry;
    board::Placement placement;
    std::vector<Shown> cells;
};

/// Looks at every cell of the tiling that continues `placement` over the whole picture.
Field field_of(const EdgeField& edges, board::Kind kind, const board::Placement& placement);

/// A reading of the field as columns and rows: of hexagons the lines with even numbers may be the shifted ones.
struct View {
    const Field& field;
    bool shifts_even = false;
    int columns() const { return field.geometry.cols(); }
    int rows() const { return field.geometry.rows(); }
    /// Column and row on the field's board of those of this reading.
    board::Coord offset(int col, int row) const;
    /// Nothing where the board has no such cell.
    const Shown* at(int col, int row) const;
};

/// Mean over the sides of a cell, none of which counts more than `most`: the rim of a board against a dark ground is
/// far stronger than what is between its cells.
double capped(const Shown& shown, const View& view, double most);

/// What a cell, which may be none, is worth to a board of which cells show more than `threshold`: below zero if it
/// shows less. None of its sides counts more than `most`.
double worth_of(const Shown* cell, const View& view, double threshold, double most);

/// Mean of `capped` over the cells in a span; 0 where there is none.
double mean_of(const View& view, const CellRect& span, double most);

}  // namespace tk::grid
