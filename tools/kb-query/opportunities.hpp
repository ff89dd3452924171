#pragma once

#include <cstdint>
#include <string>

#include "core/program.hpp"
#include "kb-query/market.hpp"
#include "store/database.hpp"

namespace tk::query {

/// What the command line says about opportunities.
struct OpportunityOptions {
    std::string game, server, item;
    std::string now;  ///< RFC 3339; empty: the clock's
    double days = 30;
    std::int64_t min_samples = 5;
    double min_gain = 10;  ///< percent
    double max_age = 3;    ///< days; older prices are no opportunity to buy
    std::int64_t limit = 50;
    std::string watch;  ///< file with rules; empty: none
};

/// Prints a row for each item on each server: robust figures of its unit price, trend, liquidity, what it costs on
/// other servers and what crafting it gains net of tax, each with its sample size and age; the most gainful first. With
/// `watch` it prints a row for each rule instead, and Status::alert when one fires.
Status run_opportunities(Context& context, store::Database& database, const OpportunityOptions& options);

}  // namespace tk::query
