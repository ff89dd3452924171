#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::query {

/// What the command line says about a monster.
struct StrategyOptions {
    std::string game;        ///< empty: any
    std::string name;        ///< name or id of the monster
    std::string class_name;  ///< of the one who fights it; empty: not known
    std::optional<std::int64_t> level;
};

/// Prints one row for each monster of that name: its weaknesses, its dangerous spells, how far to keep, what it drops,
/// where it lives and what was observed. Status::nothing, with the nearest names, when there is none.
Status run_strategy(Context& context, store::Database& database, const StrategyOptions& options);

}  // namespace tk::query
