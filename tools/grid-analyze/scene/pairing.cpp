#include "grid-analyze/scene/pairing.hpp"

#include <limits>

namespace tk::grid {
namespace {

constexpr double never = 1e12;

}  // namespace

std::vector<std::optional<std::size_t>> cheapest_pairs(const PairCosts& costs, double alone) {
    const std::size_t rows = costs.size(), columns = rows == 0 ? 0 : costs.front().size();
    // A column of its own lets each row stay alone. Index 0 of rows and columns stands for none.
    const std::size_t all = columns + rows;
    const auto cost = [&](std::size_t row, std::size_t column) {
        if (column > columns) return column - columns == row ? alone : never;
        return costs[row - 1][column - 1].value_or(never);
    };
    std::vector<double> row_price(rows + 1), column_price(all + 1);
    std::vector<std::size_t> row_of(all + 1), before(all + 1);
    for (std::size_t row = 1; row <= rows; ++row) {
        row_of[0] = row;
        std::size_t column = 0;
        std::vector<double> least(all + 1, std::numeric_limits<double>::infinity());
        std::vector<bool> reached(all + 1);
        while (row_of[column] != 0) {
            reached[column] = true;
            const std::size_t from = row_of[column];
            std::size_t next = 0;
            double step = std::numeric_limits<double>::infinity();
            for (std::size_t j = 1; j <= all; ++j) {
                if (reached[j]) continue;
                const double reduced = cost(from, j) - row_price[from] - column_price[j];
                if (reduced < least[j]) {
                    least[j] = reduced;
                    before[j] = column;
                }
                if (least[j] < step) {
                    step = least[j];
                    next = j;
                }
            }
            for (std::size_t j = 0; j <= all; ++j) {
                if (reached[j]) {
                    row_price[row_of[j]] += step;
                    column_price[j] -= step;
                } else {
                    least[j] -= step;
                }
            }
            column = next;
        }
        for (; column != 0; column = before[column]) row_of[column] = row_of[before[column]];
    }
    std::vector<std::optional<std::size_t>> pairs(rows);
    for (std::size_t column = 1; column <= columns; ++column) {
        if (row_of[column] != 0) pairs[row_of[column] - 1] = column - 1;
    }
    return pairs;
}

}  // namespace tk::grid
