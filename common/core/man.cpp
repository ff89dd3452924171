#include <fmt/format.h>

#include "core/print.hpp"
#include "core/text.hpp"
#include "core/version.hpp"

namespace tk {

namespace {

/// Text that roff prints as it is.
std::string roff(const std::string& text) {
    std::string out;
    bool line_start = true;
    for (const char c : text) {
        if (line_start && (c == '.' || c == '\'')) out += "\\&";
        switch (c) {
            case '\\': out += "\\e"; break;
            case '-': out += "\\-"; break;
            case '\'': out += "\\(aq"; break;
            case '`': out += "\\(ga"; break;
            case '^': out += "\\(ha"; break;
            case '~': out += "\\(ti"; break;
            default: out += c;
        }
        line_start = c == '\n';
    }
    return out;
}

void append_option(std::string& out, const Option& option) {
    out += ".TP\n";
    if (!option.short_name().empty()) out += "\\fB\\-" + option.short_name() + "\\fR, ";
    out += "\\fB" + roff("--" + option.long_name()) + "\\fR";
    if (option.takes_value()) out += " \\fI" + roff(option.value) + "\\fR";
    out += "\n" + roff(option.help);
    if (!option.choice_list.empty()) out += roff(fmt::format(": {}", fmt::join(option.choice_list, ", ")));
    out += ".\n";
    if (!option.default_text.empty()) out += roff(fmt::format("Default: {}.", option.default_text)) + "\n";
    if (!option.environment.empty()) {
        out += fmt::format("Without it the environment variable \\fB{}\\fR holds.\n", roff(option.environment));
    }
    if (option.repeats()) out += "May be given several times.\n";
    for (const Company& company : option.company) {
        out +=
            roff(fmt::format("{} with {}.", company.wanted ? "Only" : "Not", fmt::join(company.others, " or "))) + "\n";
    }
}

void append_options(std::string& out, const Command& command) {
    for (const auto& option : command.options()) {
        if (!option->is_hidden) append_option(out, *option);
    }
}

void append_operands(std::string& out, const Command& command) {
    for (const auto& operand : command.operands()) {
        out += ".TP\n\\fI" + roff(operand->names) + "\\fR\n" + roff(operand->help) + ".\n";
    }
}

void append_synopsis(std::string& out, const Command& tool, const Command& command) {
    if (!out.ends_with("SYNOPSIS\n")) out += ".br\n";
    const std::string line = usage_line(tool, command).substr(std::string("Usage: ").size());
    out += "\\fB" + roff(std::string(program_prefix) + tool.name()) + "\\fR" +
           roff(line.substr(std::string(program_prefix).size() + tool.name().size())) + "\n";
}

}  // namespace

std::string man_page(const Command& tool, const Command& common) {
    const std::string name = program_prefix + tool.name();
    std::string upper;
    for (const char c : name) upper += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    std::string out = ".\\\" Printed by " + roff(name) + " --print-man; tests compare the two.\n";
    out += fmt::format(".TH {} 1 {} \"turnkit {}\" \"turnkit manual\"\n", roff(upper), version_date, version);
    out += ".SH NAME\n" + roff(name) + " \\- " + roff(tool.summary()) + "\n.SH SYNOPSIS\n";
    if (tool.subcommands().empty() || tool.action()) append_synopsis(out, tool, tool);
    for (const auto& command : tool.subcommands()) append_synopsis(out, tool, *command);
    out += ".SH DESCRIPTION\n";
    for (std::size_t i = 0; i < tool.description().size(); ++i) {
        out += (i == 0 ? "" : ".PP\n") + roff(tool.description()[i]) + "\n";
    }
    if (!tool.subcommands().empty()) out += ".SH COMMANDS\n";
    for (const auto& command : tool.subcommands()) {
        out += ".SS " + roff(command->name()) + "\n" + roff(command->summary()) + ".\n";
        for (const std::string& paragraph : command->description()) out += ".PP\n" + roff(paragraph) + "\n";
        append_operands(out, *command);
        append_options(out, *command);
    }
    out += ".SH OPTIONS\n";
    append_operands(out, tool);
    append_options(out, tool);
    append_options(out, common);
    for (const auto& [title, paragraph] : tool.sections()) out += ".SH " + roff(title) + "\n" + roff(paragraph) + "\n";
    out +=
        ".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nthe work failed, or a record could not be processed\n"
        ".TP\n2\nthe command line or the configuration is wrong\n";
    for (const auto& [code, meaning] : tool.statuses()) out += fmt::format(".TP\n{}\n{}\n", code, roff(meaning));
    out += ".TP\n130\ninterrupted\n.TP\n141\nthe reader of stdout went away\n";
    out +=
        ".SH ENVIRONMENT\n.TP\n\\fBTURNKIT_ENV\\fR\nSection of the configuration file to use (dev, prod).\n"
        ".TP\n\\fBNO_COLOR\\fR, \\fBTERM\\fR, \\fBCOLUMNS\\fR\nHonoured for what people read on a terminal.\n"
        ".SH FILES\n.TP\n$XDG_CONFIG_HOME/turnkit/config.json\nDefaults of the options: by their long names, "
        "for all tools or in a section named after the tool.\n";
    for (const auto& setting : tool.settings()) {
        out += ".TP\n\\fB" + roff(setting->name) + "\\fR in that section\n" + roff(setting->help) + ".\n";
    }
    bool first = true;
    const auto append_examples = [&](const Command& command) {
        for (const Example& example : command.examples()) {
            if (first) out += ".SH EXAMPLES\n";
            out += (first ? "" : ".PP\n") + roff(example.shows) + ":\n.PP\n.nf\n.RS\n" + roff(example.command) +
                   "\n.RE\n.fi\n";
            first = false;
        }
    };
    append_examples(tool);
    for (const auto& command : tool.subcommands()) append_examples(*command);
    if (!tool.see_also().empty()) out += ".SH SEE ALSO\n" + roff(tool.see_also()) + "\n";
    return out;
}

}  // namespace tk
