#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "kb-query/market.hpp"

namespace tk::query {

/// A price somebody waits for.
struct WatchRule {
    std::string item;                   ///< id, or name without accents and case
    std::string server;                 ///< empty: any
    std::optional<double> buy_at_most;  ///< fires at or below: a ceiling to buy at
    std::optional<double> target;       ///< fires at or above: a price to sell at
};

/// Reads [{"item": "Fer", "server": "...", "buy_at_most": 12, "target": 20}, ...]. Throws Error naming the file and the
/// rule.
std::vector<WatchRule> read_rules(const std::string& file);

/// Prints one row for each rule and each market that it names: whether it fires by the latest price of one piece, which
/// may not be older than `max_age` days. Status::alert when one fires.
Status run_watch(Context& context, const std::vector<WatchRule>& rules, const Prices& prices, double now,
                 double max_age);

}  // namespace tk::query
