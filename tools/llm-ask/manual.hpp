#pragma once

#include "core/command.hpp"

namespace tk::llm {

/// The texts of the manual that belong to no single command.
void describe(Command& tool);

/// What the manual tells of each command besides its options.
void describe_ask(Command& command);
void describe_narrate(Command& command);
void describe_models(Command& command);
void describe_rate(Command& command);
void describe_warm(Command& command);

}  // namespace tk::llm
