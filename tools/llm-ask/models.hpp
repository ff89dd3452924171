#pragma once

#include "core/program.hpp"
#include "llm-ask/network.hpp"
#include "llm-ask/options.hpp"

namespace tk::llm {

/// `llm-ask models`: a row for each model that is configured or that a configured server lists, with whether it can be
/// reached and what it is good at. Only what is configured is asked. Status 3 when there is none.
Status list_models(Context& context, Network& network, const ServerOptions& options);

}  // namespace tk::llm
