#include "grid-analyze/scene/pairing.hpp"

#include <random>

#include "catch.hpp"

using namespace tk::grid;

namespace {

/// The least cost of all ways to pair the rows from `row` on.
double by_trying(const PairCosts& costs, double alone, std::size_t row, std::vector<bool>& taken) {
    if (row == costs.size()) return 0;
    double best = alone + by_trying(costs, alone, row + 1, taken);
    for (std::size_t column = 0; column < taken.size(); ++column) {
        if (taken[column] || !costs[row][column]) continue;
        taken[column] = true;
        best = std::min(best, *costs[row][column] + by_trying(costs, alone, row + 1, taken));
        taken[column] = false;
    }
    return best;
}

}  // namespace

TEST_CASE("pairs are as cheap as the best of all ways to pair") {
    std::mt19937 random(5);
    for (int round = 0; round < 300; ++round) {
        const std::size_t rows = random() % 6, columns = random() % 6;
        const double alone = 1 + static_cast<double>(random() % 12);
        PairCosts costs(rows, std::vector<std::optional<double>>(columns));
        for (auto& row : costs) {
            for (auto& cost : row) {
                if (random() % 4 != 0) cost = static_cast<double>(random() % 100) / 10;
            }
        }
        const auto pairs = cheapest_pairs(costs, alone);
        REQUIRE(pairs.size() == rows);
        double sum = 0;
        std::vector<bool> taken(rows == 0 ? 0 : columns);
        for (std::size_t row = 0; row < rows; ++row) {
            if (!pairs[row]) {
                sum += alone;
                continue;
            }
            REQUIRE(costs[row][*pairs[row]]);
            CHECK_FALSE(taken[*pairs[row]]);
            taken[*pairs[row]] = true;
            sum += *costs[row][*pairs[row]];
        }
        std::fill(taken.begin(), taken.end(), false);
        CHECK(sum == Approx(by_trying(costs, alone, 0, taken)));
    }
}
