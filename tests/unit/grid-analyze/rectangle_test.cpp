#include "grid-analyze/find/rectangle.hpp"

#include <cstddef>
#include <random>
#include <utility>
#include <vector>

#include "catch.hpp"

namespace {

using tk::grid::best_rectangle;
using tk::grid::Rectangle;

/// -0.5 everywhere and +0.5 in the rectangle, with noise.
std::vector<double> table_with(const Rectangle& hidden, int columns, int rows, double noise) {
    std::mt19937 random(7);
    std::normal_distribution<double> normal(0, noise);
    std::vector<double> values;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            const bool inside = i >= hidden.left && i <= hidden.right && j >= hidden.top && j <= hidden.bottom;
            values.push_back((inside ? 0.5 : -0.5) + normal(random));
        }
    }
    return values;
}

TEST_CASE("the rectangle with the greatest sum is found in small tables and in large ones alike") {
    const auto [columns, rows] =
        GENERATE(std::pair{12, 9}, std::pair{60, 40}, std::pair{240, 190}, std::pair{500, 300});
    const Rectangle hidden{columns / 5, rows / 3, columns * 2 / 3 + 1, rows - 2, 0};
    const Rectangle found = best_rectangle(table_with(hidden, columns, rows, 0.1), columns, rows);
    CHECK(found.left == hidden.left);
    CHECK(found.top == hidden.top);
    CHECK(found.right == hidden.right);
    CHECK(found.bottom == hidden.bottom);
}

TEST_CASE("a table without anything above zero has no best rectangle") {
    CHECK(best_rectangle(std::vector<double>(300 * 300, -1), 300, 300).right < 0);
    CHECK(best_rectangle({}, 0, 0).right < 0);
}

}  // namespace
