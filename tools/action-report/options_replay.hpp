#pragma once

#include "action-report/replay.hpp"
#include "core/command.hpp"

namespace tk::report {

/// Adds `replay` with its options to the tool. `map`: where the tool keeps its --map.
void add_replay(Command& tool, ReplayOptions& options, const std::string& map);

}  // namespace tk::report
