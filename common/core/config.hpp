#pragma once

#include <string>
#include <vector>

#include "core/command.hpp"

namespace tk {

/// Sets the options of `open` (those that neither the command line nor the environment gave) from
/// $XDG_CONFIG_HOME/turnkit/config.json, and returns which it set. The file holds, all optional:
///     {"lang": "fr", "db": "...", "ocr": {"language": "fra"}, "environments": {"dev": {"db": "..."}}}
/// Top-level values are for every tool, a section named after a tool for that tool, and `environments` holds the same
/// again by TURNKIT_ENV; the more specific wins. Throws UsageError on anything it does not know, naming the file.
std::vector<const Option*> apply_configuration(const Command& tool, const Command& common,
                                               const std::string& environment, const std::vector<const Option*>& open);

}  // namespace tk
