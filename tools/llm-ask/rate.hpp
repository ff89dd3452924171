#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "llm-ask/options.hpp"

namespace tk::llm {

/// `llm-ask rate ID RATING`: rates an answer by the id in its record: good, bad, or a number of -1 to 1. `words`: both.
Status rate(Context& context, const ServerOptions& options, const std::vector<std::string>& words);

}  // namespace tk::llm
