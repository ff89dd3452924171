#pragma once

#include "core/command.hpp"

namespace tk::ocr {

/// What the manual tells besides the options: what the tool does, sections and examples.
void describe(Command& command);

}  // namespace tk::ocr
