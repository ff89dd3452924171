#pragma once

#include <string>

#include "llm-ask/ask.hpp"

namespace tk::llm {

/// `llm-ask ask --each`: see ask.hpp.
Status ask_each(Context& context, Network& network, const ServerOptions& server, const AskOptions& options,
                const std::string& prompt);

}  // namespace tk::llm
