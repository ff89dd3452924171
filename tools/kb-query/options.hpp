#pragma once

#include <deque>
#include <memory>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/program.hpp"
#include "kb-query/advise.hpp"
#include "kb-query/listing.hpp"
#include "kb-query/opportunities.hpp"
#include "kb-query/optimal.hpp"
#include "kb-query/route.hpp"
#include "kb-query/runs.hpp"
#include "kb-query/strategy.hpp"
#include "store/search.hpp"

namespace tk::query {

/// What the command line says, one part for each family of commands.
struct Options {
    std::string database;
    std::string game;
    double cache_seconds = 0;  ///< 0: no answers are kept on disk
    double cache_megabytes = 64;
    std::vector<std::string> arguments;   ///< the command line as it was given
    std::deque<ListingRequest> listings;  // one each; a deque, because options are bound to its elements
    std::vector<std::string> words;
    std::string kind;
    store::SearchScope search;
    std::string sql;
    AdviseOptions advise;
    OptimalOptions optimal;
    StrategyOptions strategy;
    RouteOptions route;
    DiffOptions diff;
    OpportunityOptions market;
};

/// The database that --db, TURNKIT_DB or the user's data folder names, for reading.
std::unique_ptr<store::Database> open(const Options& options);

/// Each declares its commands and binds them to `options`, which must outlive the command.
void add_listings(Command& tool, Options& options);
void add_search(Command& tool, Options& options);
void add_sql(Command& tool, Options& options);
void add_advise(Command& tool, Options& options);
void add_optimal(Command& tool, Options& options);
void add_strategy(Command& tool, Options& options);
void add_market(Command& tool, Options& options);
void add_route(Command& tool, Options& options);
void add_diff(Command& tool, Options& options);

}  // namespace tk::query
