#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm-ask/candidate.hpp"
#include "llm-ask/ledger.hpp"
#include "llm-ask/router.hpp"

namespace tk::llm {

/// Who is asked for one prompt, and why.
struct Plan {
    std::vector<Candidate> chain;  ///< best first, never empty
    std::string task;
    std::optional<Route> route;  ///< what the router decided; nothing when a model was named
};

/// Chooses the models for `prompt`: the one named, or with `auto` (or where only the configuration has models) those of
/// the router, then those of --fallback. `usual`: the task when neither an option nor a role nor the words tell it.
/// Throws UsageError.
Plan plan_for(const ServerOptions& options, Ledger& ledger, std::string_view prompt, std::optional<TaskKind> usual,
              const Log& log);

}  // namespace tk::llm
