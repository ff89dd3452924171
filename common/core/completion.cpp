#include <fmt/format.h>

#include <set>

#include "core/print.hpp"
#include "core/version.hpp"

namespace tk {

namespace {

std::string program(const Command& tool) {
    return program_prefix + tool.name();
}

/// A name that shells accept for a function.
std::string identifier(const std::string& name) {
    std::string out;
    for (const char c : name) out += std::isalnum(static_cast<unsigned char>(c)) ? c : '_';
    return out;
}

template <class Visit>
void each_option(const Command& command, Visit visit) {
    for (const auto& option : command.options()) {
        if (!option->is_hidden) visit(*option);
    }
}

std::string names_of(const Command& command) {
    std::string names;
    each_option(command, [&](const Option& option) {
        if (!option.short_name().empty()) names += " -" + option.short_name();
        names += " --" + option.long_name();
    });
    return names;
}

std::string quoted(const std::string& text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

/// `seen`: patterns that are there already; subcommands often share an option.
void append_bash_cases(std::string& out, const Command& command, std::set<std::string>& seen) {
    each_option(command, [&](const Option& option) {
        if (!option.takes_value()) return;
        std::string pattern = option.short_name().empty() ? "" : "-" + option.short_name() + " | ";
        pattern += "--" + option.long_name();
        if (!seen.insert(pattern).second) return;
        std::string reply;
        if (!option.choice_list.empty()) {
            reply = fmt::format("mapfile -t COMPREPLY < <(compgen -W '{}' -- \"$word\")",
                                fmt::join(option.choice_list, " "));
        } else if (option.kind == Option::Kind::file) {
            reply = "mapfile -t COMPREPLY < <(compgen -f -- \"$word\")";
        } else if (option.kind == Option::Kind::folder) {
            reply = "mapfile -t COMPREPLY < <(compgen -d -- \"$word\")";
        } else {
            reply = "COMPREPLY=()";
        }
        out += fmt::format("        {})\n            {}\n            return\n            ;;\n", pattern, reply);
    });
}

std::string bash_script(const Command& tool, const Command& common) {
    const std::string function = "_turnkit_" + identifier(tool.name());
    std::string out =
        fmt::format("# bash completion of {}, printed by {} --print-completion bash\n", program(tool), program(tool));
    out += function + "() {\n    local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD - 1]}\n";
    // readline takes the = of --option=value for a word of its own.
    out +=
        "    if [[ $word == = ]]; then\n        word=''\n"
        "    elif [[ $previous == = ]]; then\n        previous=${COMP_WORDS[COMP_CWORD - 2]}\n    fi\n";
    out += "    COMPREPLY=()\n    case $previous in\n";
    std::set<std::string> seen;
    append_bash_cases(out, tool, seen);
    for (const auto& command : tool.subcommands()) append_bash_cases(out, *command, seen);
    append_bash_cases(out, common, seen);
    out += "    esac\n    local options='" + (names_of(tool) + names_of(common)).substr(1) + "'\n";
    if (!tool.subcommands().empty()) {
        std::string names;
        for (const auto& command : tool.subcommands()) names += (names.empty() ? "" : " ") + command->name();
        out += "    local commands='" + names + "' command='' item\n";
        out += "    for item in \"${COMP_WORDS[@]:1:COMP_CWORD-1}\"; do\n        case $item in\n";
        for (const auto& command : tool.subcommands()) {
            out += fmt::format("        {})\n            command=$item\n            options+='{}'\n            ;;\n",
                               command->name(), names_of(*command));
        }
        out +=
            "        esac\n    done\n    if [[ -z $command && $word != -* ]]; then\n"
            "        mapfile -t COMPREPLY < <(compgen " +
            std::string(tool.operands().empty() ? "" : "-f ") +
            "-W \"$commands\" -- \"$word\")\n        return\n    fi\n";
    }
    out +=
        "    if [[ $word == -* ]]; then\n"
        "        mapfile -t COMPREPLY < <(compgen -W \"$options\" -- \"$word\")\n"
        "    else\n        mapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n    fi\n}\n";
    out += fmt::format("complete -o filenames -F {} {}\n", function, program(tool));
    return out;
}

std::string zsh_text(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (c == '[' || c == ']' || c == ':' || c == '\\') out += '\\';
        out += c;
    }
    return out;
}

std::string zsh_spec(const Option& option) {
    const std::string help = "[" + zsh_text(option.help) + "]";
    std::string value;
    if (option.takes_value()) {
        value = ":" + zsh_text(option.value) + ":";
        if (!option.choice_list.empty()) {
            value += fmt::format("({})", fmt::join(option.choice_list, " "));
        } else if (option.kind == Option::Kind::file) {
            value += "_files";
        } else if (option.kind == Option::Kind::folder) {
            value += "_files -/";
        }
    }
    const std::string repeat = option.repeats() ? "*" : "";
    const std::string name = "--" + option.long_name();
    // The = and + say that the value may be the next word or follow in the same one.
    const std::string long_name = name + (option.takes_value() ? "=" : "");
    if (option.short_name().empty()) return quoted(repeat + long_name + help + value);
    const std::string both = option.repeats() ? "" : fmt::format("(-{0} {1})", option.short_name(), name);
    return fmt::format("{0}{{-{1}{2},{3}}}{4}", quoted(both + repeat), option.short_name(),
                       option.takes_value() ? "+" : "", long_name, quoted(help + value));
}

void append_zsh_arguments(std::string& out, const std::string& indent, const Command& first, const Command* second,
                          const Command& common, const std::string& last) {
    out += indent + "_arguments -s";
    for (const Command* command : {&first, second, &common}) {
        if (command == nullptr) continue;
        each_option(*command, [&](const Option& option) { out += " \\\n" + indent + "    " + zsh_spec(option); });
    }
    out += " \\\n" + indent + "    " + last + "\n";
}

std::string zsh_script(const Command& tool, const Command& common) {
    std::string out = fmt::format("#compdef {}\n# zsh completion, printed by {} --print-completion zsh\n",
                                  program(tool), program(tool));
    if (tool.subcommands().empty()) {
        append_zsh_arguments(out, "", tool, nullptr, common, "'*:file:_files'");
        return out;
    }
    out += "local -a commands\ncommands=(\n";
    for (const auto& command : tool.subcommands()) {
        out += "    " + quoted(command->name() + ":" + zsh_text(command->summary())) + "\n";
    }
    out += ")\nlocal command=${words[(r)(";
    std::string names;
    for (const auto& command : tool.subcommands()) names += (names.empty() ? "" : "|") + command->name();
    out += names + ")]}\ncase $command in\n";
    for (const auto& command : tool.subcommands()) {
        out += command->name() + ")\n";
        append_zsh_arguments(out, "    ", *command, &tool, common, "'*:file:_files'");
        out += "    ;;\n";
    }
    out += "*)\n";
    append_zsh_arguments(out, "    ", tool, nullptr, common,
                         tool.operands().empty()
                             ? "'1:command:{ _describe -t commands command commands }' '*:file:_files'"
                             : "'1:command:{ _describe -t commands command commands; _files }' '*:file:_files'");
    return out + "    ;;\nesac\n";
}

std::string fish_line(const Command& tool, const Option& option, const std::string& condition) {
    std::string line = "complete -c " + program(tool);
    if (!condition.empty()) line += " -n " + quoted(condition);
    if (!option.short_name().empty()) line += " -s " + option.short_name();
    line += " -l " + option.long_name();
    if (option.takes_value()) {
        if (!option.choice_list.empty()) {
            line += fmt::format(" -x -a '{}'", fmt::join(option.choice_list, " "));
        } else {
            line += option.kind == Option::Kind::file || option.kind == Option::Kind::folder ? " -r -F" : " -x";
        }
    }
    std::string help;
    for (const char c : option.help) help += c == '\'' ? std::string("\\'") : std::string(1, c);
    return line + " -d '" + help + "'\n";
}

std::string fish_script(const Command& tool, const Command& common) {
    std::string out =
        fmt::format("# fish completion of {}, printed by {} --print-completion fish\n", program(tool), program(tool));
    for (const auto& command : tool.subcommands()) {
        std::string summary;
        for (const char c : command->summary()) summary += c == '\'' ? std::string("\\'") : std::string(1, c);
        out += fmt::format("complete -c {} -n __fish_use_subcommand -a {} -d '{}'\n", program(tool), command->name(),
                           summary);
        each_option(*command, [&](const Option& option) {
            out += fish_line(tool, option, "__fish_seen_subcommand_from " + command->name());
        });
    }
    each_option(tool, [&](const Option& option) { out += fish_line(tool, option, ""); });
    each_option(common, [&](const Option& option) { out += fish_line(tool, option, ""); });
    return out;
}

}  // namespace

std::string completion_script(const Command& tool, const Command& common, const std::string& shell) {
    if (shell == "bash") return bash_script(tool, common);
    if (shell == "zsh") return zsh_script(tool, common);
    return fish_script(tool, common);
}

}  // namespace tk
