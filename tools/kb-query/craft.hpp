#pragma once

#include <optional>
#include <string>
#include <vector>

#include "kb-query/market.hpp"

namespace tk::query {

/// What the figures of a gain rest on: the smallest sample and the greatest age of all prices in it.
struct Basis {
    std::size_t samples = 0;
    double age_days = 0;
};

/// A gain on one piece: what it costs and what it brings net of taxes.
struct Gain {
    double cost = 0;
    double revenue = 0;
    Basis basis;

    double gain() const { return revenue - cost; }
    double percent() const { return cost > 0 ? 100 * gain() / cost : 0; }
};

/// What crafting an item to sell it comes to, or what keeps that from being known.
struct Craft {
    std::optional<Gain> gain;
    std::vector<std::string> missing;  ///< ingredients without any price
    std::vector<std::string> thin;     ///< prices with too few samples
};

/// Taxes as they hold for one market; 0 where none is known.
struct Rates {
    double sale = 0;
    double buy = 0;
};

/// All at median prices of the same server. `now`: seconds since 1970.
Craft craft_gain(const Prices& prices, const Market& result, const Recipe& recipe, const Rates& rates,
                 std::size_t min_samples, double now);

}  // namespace tk::query
