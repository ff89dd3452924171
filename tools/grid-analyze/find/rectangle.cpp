#include "grid-analyze/find/rectangle.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <numeric>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

constexpr double most_work = 150'000;  // additions: all pairs of rows, times the columns
constexpr int most_rounds = 8;
constexpr double nearly = 1 - 1e-9;  // sums differ in their last digits by the order they are added in

std::size_t index(int row, int columns, int column) {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
}

/// Adds a row to the sums of columns; returns what those above 0 add up to.
TK_INLINE double add_body(const double* row, std::size_t count, double* sums) {
    std::array<double, 8> parts{};  // several, so that an addition need not wait for the one before
    std::size_t i = 0;
    for (; i + parts.size() <= count; i += parts.size()) {
        for (std::size_t k = 0; k < parts.size(); ++k) {
            sums[i + k] += row[i + k];
            parts[k] += sums[i + k] > 0 ? sums[i + k] : 0;
        }
    }
    for (; i < count; ++i) {
        sums[i] += row[i];
        parts[0] += sums[i] > 0 ? sums[i] : 0;
    }
    return std::accumulate(parts.begin(), parts.end(), 0.0);
}

/// All pairs of rows are tried; between two rows one pass finds the best columns (Kadane).
SummedRect best_of_all(const std::vector<double>& values, int columns, int rows) {
    SummedRect best;
    std::vector<double> sums(static_cast<std::size_t>(columns));
    for (int top = 0; top < rows; ++top) {
        std::fill(sums.begin(), sums.end(), 0.0);
        for (int bottom = top; bottom < rows; ++bottom) {
            const double* row = values.data() + index(bottom, columns, 0);
            const double gains = widest<add_body>(row, sums.size(), sums.data());
            if (gains < nearly * best.sum) continue;  // no columns side by side can gain more
            double running = 0;
            int left = 0;
            for (int i = 0; i < columns; ++i) {
                if (running <= 0) {
                    running = 0;
                    left = i;
                }
                running += sums[static_cast<std::size_t>(i)];
                if (running > best.sum) best = {{left, top, i, bottom}, running};
            }
        }
    }
    return best;
}

/// Moves one side after the other to its best place at most `reach` away, until none gains.
SummedRect with_sides_moved(const RectangleSums& sums, SummedRect best, int columns, int rows, int reach) {
    for (int round = 0; round < most_rounds; ++round) {
        const double before = best.sum;
        for (int CellRect::*side : {&CellRect::left, &CellRect::top, &CellRect::right, &CellRect::bottom}) {
            const CellRect from = best.cells;
            for (int by = -reach; by <= reach; ++by) {
                CellRect moved = from;
                moved.*side += by;
                if (moved.left < 0 || moved.top < 0 || moved.right >= columns || moved.bottom >= rows ||
                    moved.is_empty())
                    continue;
                const double sum = sums(moved);
                if (sum > best.sum) best = {moved, sum};
            }
        }
        if (best.sum <= before) break;
    }
    return best;
}

}  // namespace

SummedRect best_rectangle(const std::vector<double>& values, int columns, int rows) {
    int block = 1;
    while (0.5 * rows / block * rows / block * columns / block > most_work) ++block;
    if (block == 1) return best_of_all(values, columns, rows);
    const int wide = (columns + block - 1) / block, high = (rows + block - 1) / block;
    std::vector<double> blocks(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high));
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) blocks[index(j / block, wide, i / block)] += values[index(j, columns, i)];
    }
    SummedRect best = best_of_all(blocks, wide, high);
    if (best.cells.is_empty()) return best;
    const CellRect of_blocks = best.cells;
    best.cells = {of_blocks.left * block, of_blocks.top * block, std::min(of_blocks.right * block + block, columns) - 1,
                  std::min(of_blocks.bottom * block + block, rows) - 1};
    const RectangleSums sums(columns, rows, [&](int i, int j) { return values[index(j, columns, i)]; });
    best.sum = sums(best.cells);
    return with_sides_moved(sums, best, columns, rows, 2 * block);
}

}  // namespace tk::grid
