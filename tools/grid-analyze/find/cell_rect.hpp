#pragma once

namespace tk::grid {

/// A rectangle of cells, or of what lies between them: corners, sides. Columns and rows, all inclusive.
struct CellRect {
    int left = 0, top = 0, right = -1, bottom = -1;

    int columns() const { return right - left + 1; }
    int rows() const { return bottom - top + 1; }
    int count() const { return columns() * rows(); }
    bool is_empty() const { return right < left || bottom < top; }
    bool holds(int column, int row) const { return column >= left && column <= right && row >= top && row <= bottom; }
    /// Whether it has as many columns and rows of cells as a board needs.
    bool is_large_enough() const { return columns() >= 3 && rows() >= 3; }
    /// The same so many columns to the right and rows down.
    CellRect shifted(int by_columns, int by_rows) const {
        return {left + by_columns, top + by_rows, right + by_columns, bottom + by_rows};
    }
    friend bool operator==(const CellRect&, const CellRect&) = default;
};

}  // namespace tk::grid
