#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/program.hpp"
#include "store/database.hpp"
#include "store/search.hpp"

namespace tk::query {

/// Ranked full-text search over all tables; says when what it found does not hold the words themselves.
Status run_search(Context& context, store::Database& database, const std::string& words,
                  const store::SearchScope& scope);

/// Prints the rows of one SQL statement, which may read everything and change nothing.
Status run_sql(Context& context, store::Database& database, const std::string& statement);

}  // namespace tk::query
