#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/network.hpp"
#include "llm-ask/options.hpp"

namespace tk::llm {

/// What `llm-ask ask` was told.
struct AskOptions {
    std::vector<std::string> prompt;  ///< words of the prompt; empty or "-": the text on stdin
    std::string system;
    std::vector<std::string> images;  ///< files; with `each` templates
    std::string schema;               ///< file
    std::vector<std::string> tools;
    bool allow_write = false;
    std::int64_t most_calls = 8;
    double call_timeout = 20;  ///< seconds
    std::string critic;
    bool each = false;
    std::int64_t jobs = 1;  ///< records under way at a time
};

/// Asks one prompt. On a terminal the answer streams as text, elsewhere it is one `answer` record. The builtin narrator
/// cannot answer a prompt: UsageError. With `each` the prompt is a template, asked for every record on stdin, which
/// passes with `answer` and `llm` added, in order.
Status ask(Context& context, Network& network, const ServerOptions& server, const AskOptions& options);

}  // namespace tk::llm
