#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/network.hpp"
#include "llm-ask/options.hpp"

namespace tk::llm {

/// `llm-ask models`: a row for each model that is configured or that a configured server lists, with whether it can be
/// reached and what it is good at. Only what is configured is asked. Status 3 when there is none.
Status list_models(Context& context, Network& network, const ServerOptions& options);

/// `llm-ask rate ID RATING`: rates an answer by the id in its record: good, bad, or a number of -1 to 1. `words`: both.
Status rate(Context& context, const ServerOptions& options, const std::vector<std::string>& words);

}  // namespace tk::llm
