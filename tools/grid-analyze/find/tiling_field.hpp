#pragma once

#include <vector>

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

/// Columns and rows, inclusive.
struct Span {
    int left = 0, top = 0, right = -1, bottom = -1;
    int columns() const { return right - left + 1; }
    int rows() const { return bottom - top + 1; }
    bool is_empty() const { return right < left || bottom < top; }
    /// Whether it has as many columns and rows as a board needs.
    bool is_large_enough() const { return columns() >= 3 && rows() >= 3; }
    friend bool operator==(const Span&, const Span&) = default;
};

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
double mean_of(const View& view, const Span& span, double most);

}  // namespace tk::grid
