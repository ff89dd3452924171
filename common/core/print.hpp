#pragma once

#include <string>

#include "core/command.hpp"
#include "core/parse.hpp"

namespace tk {

/// The texts made from the option table. `common` holds the options every tool has.
std::string help_text(const Command& tool, const Command& selected, const Command& common);
/// The first line of the help: "Usage: ocr [OPTION]... [FILE...]".
std::string usage_line(const Command& tool, const Command& selected);
/// The manual page in man(7) macros, all subcommands in it.
std::string man_page(const Command& tool, const Command& common);
/// The completions for `shell`: bash, zsh or fish.
std::string completion_script(const Command& tool, const Command& common, const std::string& shell);
/// {"name","summary","options":[...],"operands":[...],"commands":[...]}: how another program can call the tool.
std::string options_json(const Command& tool, const Command& common);
/// The settings that hold, one a line: name, value, origin.
std::string config_text(const Command& tool, const Command& common, const Parsed& parsed);

}  // namespace tk
