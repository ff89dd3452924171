#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/options.hpp"
#include "llm-ask/transport.hpp"

namespace tk::llm {

/// What `llm-ask ask` was told.
struct AskOptions {
    std::vector<std::string> prompt;  ///< words of the prompt; empty or "-": the text on stdin
    std::string system;
};

/// Asks one prompt. On a terminal the answer streams as text, elsewhere it is one `answer` record. The builtin narrator
/// cannot answer a prompt: UsageError.
Status ask(Context& context, Transport& transport, const ServerOptions& server, const AskOptions& options);

}  // namespace tk::llm
