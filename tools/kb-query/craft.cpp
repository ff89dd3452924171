#include "kb-query/craft.hpp"

#include <algorithm>

namespace tk::query {

Craft craft_gain(const Prices& prices, const Market& result, const Recipe& recipe, const Rates& rates,
                 std::size_t min_samples, double now) {
    Craft craft;
    Gain gain;
    gain.basis.samples = static_cast<std::size_t>(-1);
    const auto price_of = [&](const std::string& item) -> double {
        const auto found = prices.figures.find({result.game, item, result.server});
        if (found == prices.figures.end()) {
            craft.missing.push_back(item);
            return 0;  // never used: a missing price leaves the gain unknown
        }
        const PriceFigures& figures = found->second;
        if (figures.samples < min_samples) craft.thin.push_back(item);
        gain.basis.samples = std::min(gain.basis.samples, figures.samples);
        gain.basis.age_days = std::max(gain.basis.age_days, (now - figures.last_seen) / 86'400);
        return figures.median;
    };
    gain.revenue = price_of(result.item) * (1 - rates.sale);
    for (const Ingredient& part : recipe.ingredients)
        gain.cost += price_of(part.item) * (1 + rates.buy) * part.quantity / recipe.pieces;
    if (craft.missing.empty() && craft.thin.empty()) craft.gain = gain;
    return craft;
}

}  // namespace tk::query
