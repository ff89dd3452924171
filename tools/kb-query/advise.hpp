#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/program.hpp"

namespace tk::query {

/// What the command line says about advice.
struct AdviseOptions {
    std::string database;        ///< --db; empty: TURNKIT_DB or the user's
    std::string game = "dofus";  ///< for positions that do not name theirs
    std::int64_t limit = 3;
    std::vector<std::string> inputs;
};

/// The filter `advise`: adds `kb` to every record with a `state` in which somebody is active. Actions on the way tell
/// which spells are cooling down.
Status run_advise(Context& context, const AdviseOptions& options);

}  // namespace tk::query
