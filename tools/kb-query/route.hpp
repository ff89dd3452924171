#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::query {

/// What the command line says about a route.
struct RouteOptions {
    std::string game;      ///< empty: any in which the maps are
    std::string from, to;  ///< ids of maps, or names that only one map has
    bool avoid_pvp = false;
    bool safest = false;     ///< least danger first, then fewest maps
    bool free_only = false;  ///< no way that has a condition
    std::optional<std::int64_t> max_danger;
};

/// Prints one row for each map of the way. Status::nothing when there is none; throws Error for a map that is not known
/// or whose name several have.
Status run_route(Context& context, store::Database& database, const RouteOptions& options);

}  // namespace tk::query
