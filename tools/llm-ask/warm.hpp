#pragma once

#include <string>
#include <vector>

#include "llm-ask/ask.hpp"

namespace tk::llm {

/// `llm-ask warm`: asks the prompts of `inputs` ahead (one a line, or records with a `prompt`), so that their answers
/// are kept; ends with a `summary` record.
Status warm(Context& context, Network& network, const ServerOptions& server, const AskOptions& options,
            const std::vector<std::string>& inputs);

}  // namespace tk::llm
