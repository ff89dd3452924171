#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::query {

/// A question without a position: what can a character of this class do to a target?
struct OptimalOptions {
    std::string game = "dofus";
    std::string class_name;
    std::optional<std::int64_t> level;
    std::int64_t ap = 6;
    std::string target;                    ///< name or id of a monster; empty: one that resists nothing
    std::optional<std::int64_t> distance;  ///< nothing: the best one
    std::int64_t limit = 3;
};

/// Prints the best turn, its casts, the best single casts and what cannot be cast, as rows; the key `part` tells which
/// (turn, cast, single, excluded). Status::nothing when no spell of the class is known.
Status run_optimal(Context& context, store::Database& database, const OptimalOptions& options);

}  // namespace tk::query
