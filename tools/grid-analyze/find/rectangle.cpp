#include "grid-analyze/find/rectangle.hpp"

#include <algorithm>
#include <cstddef>

namespace tk::grid {
namespace {

constexpr double most_work = 150'000;  // additions: all pairs of rows, times the columns
constexpr int most_rounds = 8;

std::size_t index(int row, int columns, int column) {
    return static_cast<std::size_t>(row) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(column);
}

/// All pairs of rows are tried; between two rows one pass finds the best columns (Kadane).
Rectangle best_of_all(const std::vector<double>& values, int columns, int rows) {
    Rectangle best;
    std::vector<double> sums(static_cast<std::size_t>(columns));
    for (int top = 0; top < rows; ++top) {
        std::fill(sums.begin(), sums.end(), 0.0);
        for (int bottom = top; bottom < rows; ++bottom) {
            const double* row = values.data() + index(bottom, columns, 0);
            double running = 0;
            int left = 0;
            for (int i = 0; i < columns; ++i) {
                auto& sum = sums[static_cast<std::size_t>(i)];
                sum += row[i];
                if (running <= 0) {
                    running = 0;
                    left = i;
                }
                running += sum;
                if (running > best.sum) best = {left, top, i, bottom, running};
            }
        }
    }
    return best;
}

/// Sums over rectangles at the price of four look-ups.
class Sums {
public:
    Sums(const std::vector<double>& values, int columns, int rows)
        : width_(columns + 1), sums_(static_cast<std::size_t>(width_) * static_cast<std::size_t>(rows + 1)) {
        for (int j = 0; j < rows; ++j) {
            double row = 0;
            for (int i = 0; i < columns; ++i) {
                row += values[index(j, columns, i)];
                sums_[index(j + 1, width_, i + 1)] = sums_[index(j, width_, i + 1)] + row;
            }
        }
    }
    double operator()(const Rectangle& r) const {
        return sums_[index(r.bottom + 1, width_, r.right + 1)] - sums_[index(r.bottom + 1, width_, r.left)] -
               sums_[index(r.top, width_, r.right + 1)] + sums_[index(r.top, width_, r.left)];
    }

private:
    int width_;
    std::vector<double> sums_;
};

/// Moves one side after the other to its best place at most `reach` away, until none gains.
Rectangle with_sides_moved(const Sums& sums, Rectangle best, int columns, int rows, int reach) {
    for (int round = 0; round < most_rounds; ++round) {
        const double before = best.sum;
        for (int Rectangle::*side : {&Rectangle::left, &Rectangle::top, &Rectangle::right, &Rectangle::bottom}) {
            const Rectangle from = best;
            for (int by = -reach; by <= reach; ++by) {
                Rectangle moved = from;
                moved.*side += by;
                if (moved.left < 0 || moved.top < 0 || moved.right >= columns || moved.bottom >= rows ||
                    moved.left > moved.right || moved.top > moved.bottom)
                    continue;
                moved.sum = sums(moved);
                if (moved.sum > best.sum) best = moved;
            }
        }
        if (best.sum <= before) break;
    }
    return best;
}

}  // namespace

Rectangle best_rectangle(const std::vector<double>& values, int columns, int rows) {
    int block = 1;
    while (0.5 * rows / block * rows / block * columns / block > most_work) ++block;
    if (block == 1) return best_of_all(values, columns, rows);
    const int wide = (columns + block - 1) / block, high = (rows + block - 1) / block;
    std::vector<double> blocks(static_cast<std::size_t>(wide) * static_cast<std::size_t>(high));
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) blocks[index(j / block, wide, i / block)] += values[index(j, columns, i)];
    }
    Rectangle best = best_of_all(blocks, wide, high);
    if (best.right < best.left) return best;
    best.left *= block;
    best.top *= block;
    best.right = std::min(best.right * block + block, columns) - 1;
    best.bottom = std::min(best.bottom * block + block, rows) - 1;
    const Sums sums(values, columns, rows);
    best.sum = sums(best);
    return with_sides_moved(sums, best, columns, rows, 2 * block);
}

}  // namespace tk::grid
