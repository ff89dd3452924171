#pragma once

#include <vector>

namespace tk::grid {

/// Columns and rows of a table, all inclusive, and the sum of what is in them.
struct Rectangle {
    int left = 0, top = 0, right = -1, bottom = -1;
    double sum = 0;
};

/// The rectangle of a table (row by row) with the greatest sum; empty where nothing is above zero. Of a large table it
/// is found among blocks first, and its sides then moved to their best places near by.
Rectangle best_rectangle(const std::vector<double>& values, int columns, int rows);

}  // namespace tk::grid
