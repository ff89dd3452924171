#pragma once

#include <optional>
#include <vector>

namespace tk::grid {

/// What a pair would cost, for each of the ones (rows) with each of the others; nothing where they do not suit.
using PairCosts = std::vector<std::vector<std::optional<double>>>;

/// For each row the column it is paired with, so that the sum of the costs is least (the assignment problem, solved by
/// shortest augmenting paths: Jonker and Volgenant, 1987). A row may stay alone, for `alone`.
std::vector<std::optional<std::size_t>> cheapest_pairs(const PairCosts& costs, double alone);

}  // namespace tk::grid
