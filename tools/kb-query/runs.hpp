#pragma once

#include <cstdint>
#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::query {

/// What the command line says about a difference between imports.
struct DiffOptions {
    std::int64_t from = 0, to = 0;  ///< import runs; what came after the first, up to and with the second
    std::string game;
    std::string kind;  ///< only this table
};

/// Prints one row for each record that is another after run `to` than after run `from`: new ones, and the columns that
/// changed with what they were and are. Runs that were undone do not count. Throws Error for a run that does not exist.
Status run_diff(Context& context, store::Database& database, const DiffOptions& options);

}  // namespace tk::query
