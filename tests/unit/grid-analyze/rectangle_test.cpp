#include "grid-analyze/find/rectangle.hpp"

#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "catch.hpp"

namespace {

using tk::grid::best_rectangle;
using tk::grid::CellRect;
using tk::grid::RectangleSums;

/// -0.5 everywhere and +0.5 in the rectangle, with noise.
std::vector<double> table_with(const CellRect& hidden, int columns, int rows, double noise) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, noise);
    std::vector<double> values;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            values.push_back((hidden.holds(i, j) ? 0.5 : -0.5) + normal(random));
        }
    }
    return values;
}

TEST_CASE("the rectangle with the greatest sum is found in small tables and in large ones alike") {
    const auto [columns, rows] =
        GENERATE(std::pair{12, 9}, std::pair{60, 40}, std::pair{240, 190}, std::pair{500, 300});
    const CellRect hidden{columns / 5, rows / 3, columns * 2 / 3 + 1, rows - 2};
    CHECK(best_rectangle(table_with(hidden, columns, rows, 0.1), columns, rows).cells == hidden);
}

TEST_CASE("a table without anything above zero has no best rectangle") {
    CHECK(best_rectangle(std::vector<double>(300 * 300, -1), 300, 300).cells.is_empty());
    CHECK(best_rectangle({}, 0, 0).cells.is_empty());
}

TEST_CASE("a sum over a rectangle is that of the values in it, of which there are none outside the table") {
    const RectangleSums sums(4, 3, [](int column, int row) { return column + 10 * row; });
    CHECK(sums({1, 0, 2, 1}) == 1 + 2 + 11 + 12);
    CHECK(sums({3, 2, 9, 9}) == 23);
    CHECK(sums({-5, -5, 0, 1}) == 10);
    CHECK(sums({4, 0, 6, 2}) == 0);
}

}  // namespace
