#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/program.hpp"

namespace tk {

/// Where the value of an option came from, for --print-config.
enum class Origin { fallback, configuration, environment, command_line };

/// What the command line asks for besides the work.
struct Requests {
    bool help = false;
    bool version = false;
    bool print_config = false;
    bool print_man = false;
    bool print_options = false;
    std::string completion;  ///< bash, zsh, fish or empty
};

/// What a command line came to.
struct Parsed {
    const Command* selected = nullptr;  ///< the subcommand, or the tool itself
    std::vector<std::pair<const Option*, Origin>> origins;
};

/// The options every tool has, bound to `settings` and `requests`, as a table like any other.
Command common_options(Settings& settings, Requests& requests);

/// Parses the command line into the bound variables: flag over environment over configuration over default.
/// Throws UsageError (with a near match for an unknown option). `wants_nothing` requests skip the checks of operands.
Parsed parse_command_line(const Command& tool, const Command& common, const Requests& requests, int argc,
                          const char* const* argv);

/// Refuses options of `selected` and `tool` that lack the company of others, or have one they cannot bear. Throws
/// UsageError; std::logic_error where the table names an option that there is not.
void check_company(const Command& selected, const Command& tool, const Command& common);

/// Sets `option` from text, checking type, range and choices; `where` begins the message.
void assign(const Option& option, const std::string& text, const std::string& where);

}  // namespace tk
