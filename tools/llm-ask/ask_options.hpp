#pragma once

#include "core/command.hpp"
#include "llm-ask/ask.hpp"

namespace tk::llm {

/// The options of `llm-ask ask`.
void declare_ask(Command& command, AskOptions& options);
/// The options of `llm-ask warm`.
void declare_warm(Command& command, AskOptions& options);

}  // namespace tk::llm
