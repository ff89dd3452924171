#pragma once

#include <algorithm>
#include <cstddef>
#include <vector>

#include "grid-analyze/find/cell_rect.hpp"

namespace tk::grid {

/// A rectangle of a table, and the sum of what is in it.
struct SummedRect {
    CellRect cells;
    double sum = 0;
};

/// The rectangle of a table (row by row) with the greatest sum; empty where nothing is above zero. Of a large table it
/// is found among blocks first, and its sides then moved to their best places near by.
SummedRect best_rectangle(const std::vector<double>& values, int columns, int rows);

/// Sums over rectangles of a table at the price of four look-ups.
class RectangleSums {
public:
    /// `value(column, row)`: what is there.
    template <typename Value>
    RectangleSums(int columns, int rows, const Value& value)
        : columns_(columns),
          rows_(rows),
          sums_(static_cast<std::size_t>(columns + 1) * static_cast<std::size_t>(rows + 1)) {
        for (int j = 0; j < rows; ++j) {
            double row = 0;
            for (int i = 0; i < columns; ++i) {
                row += value(i, j);
                sums_[index(i + 1, j + 1)] = sums_[index(i + 1, j)] + row;
            }
        }
    }
    /// What lies outside the table counts nothing.
    double operator()(const CellRect& cells) const {
        const int left = std::clamp(cells.left, 0, columns_), right = std::clamp(cells.right + 1, 0, columns_);
        const int top = std::clamp(cells.top, 0, rows_), bottom = std::clamp(cells.bottom + 1, 0, rows_);
        return sums_[index(right, bottom)] - sums_[index(left, bottom)] - sums_[index(right, top)] +
               sums_[index(left, top)];
    }

private:
    std::size_t index(int column, int row) const {
        return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_ + 1) +
               static_cast<std::size_t>(column);
    }
    int columns_, rows_;
    std::vector<double> sums_;  // over all to the upper left, with a border of zeros
};

}  // namespace tk::grid
