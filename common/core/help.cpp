#include <fmt/format.h>

#include <algorithm>

#include "core/print.hpp"
#include "core/terminal.hpp"
#include "core/version.hpp"

namespace tk {

namespace {

constexpr std::size_t page_width = 80;
constexpr std::size_t widest_column = 32;

std::string program(const Command& tool) {
    return program_prefix + tool.name();
}

std::string option_column(const Option& option) {
    std::string column = option.short_name().empty() ? "    " : "-" + option.short_name() + ", ";
    column += "--" + option.long_name();
    if (option.takes_value()) column += " " + option.value;
    return column;
}

std::string option_help(const Option& option) {
    std::string text = option.help;
    if (!option.choice_list.empty()) text += fmt::format(": {}", fmt::join(option.choice_list, ", "));
    if (!option.default_text.empty()) text += fmt::format(" [{}]", option.default_text);
    if (!option.environment.empty()) text += fmt::format(" (${})", option.environment);
    return text;
}

/// `text` wrapped to `width` columns, further lines indented by `indent`.
std::string wrap(const std::string& text, std::size_t indent, std::size_t width) {
    std::string out;
    std::size_t column = indent;
    std::size_t begin = 0;
    while (begin < text.size()) {
        const std::size_t end = std::min(text.find(' ', begin), text.size());
        const std::string word = text.substr(begin, end - begin);
        const std::size_t length = display_width(word);
        if (column > indent && column + 1 + length > width) {
            out += "\n" + std::string(indent, ' ');
            column = indent;
        } else if (column > indent) {
            out += ' ';
            ++column;
        }
        out += word;
        column += length;
        begin = end + 1;
    }
    return out;
}

void append_rows(std::string& out, const std::vector<std::pair<std::string, std::string>>& rows) {
    std::size_t widest = 0;
    for (const auto& [left, right] : rows) {
        if (left.size() <= widest_column) widest = std::max(widest, left.size());
    }
    const std::size_t indent = widest + 4;
    for (const auto& [left, right] : rows) {
        out += "  " + left;
        out += left.size() > widest ? "\n" + std::string(indent, ' ') : std::string(indent - 2 - left.size(), ' ');
        out += wrap(right, indent, page_width) + "\n";
    }
}

void append_options(std::string& out, const std::string& title, const Command& command) {
    std::vector<std::pair<std::string, std::string>> rows;
    for (const auto& option : command.options()) {
        if (!option->is_hidden) rows.emplace_back(option_column(*option), option_help(*option));
    }
    if (rows.empty()) return;
    out += "\n" + title + ":\n";
    append_rows(out, rows);
}

/// What shows how the selected command is used: its own examples, and those of the tool that call it.
std::vector<std::string> examples_of(const Command& tool, const Command& selected) {
    std::vector<std::string> commands;
    for (const Example& example : selected.examples()) commands.push_back(example.command);
    if (&selected == &tool) return commands;
    const std::string call = tool.name() + " " + selected.name();
    for (const Example& example : tool.examples()) {
        if ((example.command + " ").find(call + " ") != std::string::npos) commands.push_back(example.command);
    }
    return commands;
}

}  // namespace

std::string usage_line(const Command& tool, const Command& selected) {
    std::string line = "Usage: " + program(tool);
    if (&selected != &tool) line += " " + selected.name();
    line += " [OPTION]...";
    if (&selected == &tool && !tool.subcommands().empty()) {
        line += tool.action() ? " [COMMAND | OPERAND]..." : " COMMAND ...";
        return line;
    }
    for (const auto& operand : selected.operands()) {
        const std::string name = operand->names + (operand->repeats() ? "..." : "");
        line += operand->is_required ? " " + name : " [" + name + "]";
    }
    return line;
}

std::string help_text(const Command& tool, const Command& selected, const Command& common) {
    std::string summary = selected.summary();
    if (!summary.empty()) summary[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(summary[0])));
    std::string out = usage_line(tool, selected) + "\n" + wrap(summary, 0, page_width) + "\n";
    const auto examples = examples_of(tool, selected);
    if (!examples.empty()) {
        out += "\nExamples:\n";
        for (std::size_t i = 0; i < examples.size() && i < 2; ++i) out += "  " + examples[i] + "\n";
    }
    if (&selected == &tool && !tool.subcommands().empty()) {
        out += "\nCommands:\n";
        std::vector<std::pair<std::string, std::string>> rows;
        for (const auto& command : tool.subcommands()) rows.emplace_back(command->name(), command->summary());
        append_rows(out, rows);
    }
    if (!selected.operands().empty()) {
        out += "\nOperands:\n";
        std::vector<std::pair<std::string, std::string>> rows;
        for (const auto& operand : selected.operands()) rows.emplace_back(operand->names, option_help(*operand));
        append_rows(out, rows);
    }
    append_options(out, "Options", selected);
    if (&selected != &tool) append_options(out, "Options of " + program(tool), tool);
    append_options(out, "Options of every tool", common);
    std::string statuses = "Exit status: 0 done, 1 failed, 2 wrong command line";
    for (const auto& [code, meaning] : tool.statuses()) statuses += fmt::format(", {} {}", code, meaning);
    out += "\n" + wrap(statuses, 0, page_width) + fmt::format("\nSee {}(1).\n", program(tool));
    return out;
}

}  // namespace tk
