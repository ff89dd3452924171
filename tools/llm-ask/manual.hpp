#pragma once

#include "core/command.hpp"

namespace tk::llm {

/// The texts of the manual that belong to no single command.
void describe(Command& tool);

}  // namespace tk::llm
