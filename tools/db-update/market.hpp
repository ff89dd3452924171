#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "db-update/import.hpp"
#include "store/database.hpp"

namespace tk::update {

/// What the command line says about prices.
struct MarketOptions {
    std::vector<std::string> files;    ///< empty or "-": stdin
    std::string game;                  ///< empty: the observations say it
    std::string server;                ///< of observations that name none
    std::string time;                  ///< of observations that name none, RFC 3339
    std::vector<std::string> renames;  ///< --map OURS=THEIRS
    bool keep_good = false;
    bool dry_run = false;
    std::string dates = {};  ///< --dates; empty: untold
};

/// Adds price observations to market_data in one transaction and prints the `summary` record. What is there is never
/// changed: the same observation again (same item, server, time, lot, seller and price) is unchanged, one that differs
/// only in its quantity is rejected. Memory does not grow with the input.
Status import_market(Context& context, store::Database& database, const MarketOptions& options);
/// The same without printing; `beside` is run inside the transaction before the commit.
RunResult import_market_quietly(Context& context, store::Database& database, const MarketOptions& options,
                                const std::function<void(std::int64_t run)>& beside);

}  // namespace tk::update
