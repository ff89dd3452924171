#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "core/json.hpp"
#include "core/print.hpp"

namespace tk {

namespace {

const char* type_name(Option::Kind kind) {
    switch (kind) {
        case Option::Kind::flag: return "flag";
        case Option::Kind::text: return "text";
        case Option::Kind::integer: return "integer";
        case Option::Kind::real: return "number";
        case Option::Kind::choice: return "choice";
        case Option::Kind::file: return "file";
        case Option::Kind::folder: return "folder";
    }
    return "text";
}

Value describe(const Option& option, bool operand) {
    Value out;
    out["name"] = operand ? option.names : option.long_name();
    if (!operand && !option.short_name().empty()) out["short"] = option.short_name();
    out["type"] = type_name(option.kind);
    if (option.takes_value() && !operand) out["value"] = option.value;
    if (!option.choice_list.empty()) out["choices"] = option.choice_list;
    if (!option.default_text.empty()) out["default"] = option.default_text;
    if (!option.environment.empty()) out["environment"] = option.environment;
    if (option.least > -1e300) out["least"] = option.least;
    if (option.most < 1e300) out["most"] = option.most;
    if (option.is_required) out["required"] = true;
    if (option.repeats()) out["repeats"] = true;
    if (option.does_change) out["changes"] = true;
    for (const Company& company : option.company) {  // of each list one must be given, or none may be
        Value names;
        for (const std::string& other : company.others) names.push_back(other.substr(2));
        out[company.wanted ? "only_with" : "not_with"].push_back(std::move(names));
    }
    out["help"] = option.help;
    return out;
}

Value describe(const Command& command) {
    Value out;
    out["name"] = command.name();
    out["summary"] = command.summary();
    if (command.does_change()) out["changes"] = true;
    out["options"] = Value::array();
    for (const auto& option : command.options()) {
        if (!option->is_hidden) out["options"].push_back(describe(*option, false));
    }
    out["operands"] = Value::array();
    for (const auto& operand : command.operands()) out["operands"].push_back(describe(*operand, true));
    out["examples"] = Value::array();
    for (const Example& example : command.examples()) {
        out["examples"].push_back(Value{{"shows", example.shows}, {"command", example.command}});
    }
    return out;
}

/// What the bound variable holds now, as text.
std::string current_text(const Option& option) {
    return std::visit(
        [](auto* bound) -> std::string {
            using Bound = std::remove_pointer_t<decltype(bound)>;
            if constexpr (std::is_same_v<Bound, bool>) {
                return *bound ? "true" : "false";
            } else if constexpr (std::is_same_v<Bound, std::vector<std::string>>) {
                return fmt::format("{}", fmt::join(*bound, " "));
            } else if constexpr (std::is_same_v<Bound, std::string> || std::is_arithmetic_v<Bound>) {
                return fmt::format("{}", *bound);
            } else {
                return *bound ? fmt::format("{}", **bound) : "";
            }
        },
        option.target);
}

const char* origin_name(Origin origin) {
    switch (origin) {
        case Origin::command_line: return "command line";
        case Origin::environment: return "environment";
        case Origin::configuration: return "configuration";
        case Origin::fallback: break;
    }
    return "default";
}

}  // namespace

std::string options_json(const Command& tool, const Command& common) {
    Value out = describe(tool);
    for (const auto& option : common.options()) {
        if (!option->is_hidden) out["options"].push_back(describe(*option, false));
    }
    if (!tool.subcommands().empty()) out["commands"] = Value::array();
    for (const auto& command : tool.subcommands()) out["commands"].push_back(describe(*command));
    return out.dump(2) + "\n";
}

std::string config_text(const Command& tool, const Command& common, const Parsed& parsed) {
    const std::map<const Option*, Origin> origins{parsed.origins.begin(), parsed.origins.end()};
    std::string out;
    const auto append = [&](const Command& command) {
        for (const auto& option : command.options()) {
            if (option->is_hidden || option->long_name().starts_with("print-") || option->long_name() == "help" ||
                option->long_name() == "version") {
                continue;
            }
            const auto found = origins.find(option.get());
            out += fmt::format("{}={} ({})\n", option->long_name(), current_text(*option),
                               origin_name(found == origins.end() ? Origin::fallback : found->second));
        }
    };
    for (const auto& setting : tool.settings()) {
        out += fmt::format("{}={} ({})\n", setting->name, setting->shown,
                           setting->shown.empty() ? "default" : "configuration");
    }
    if (parsed.selected != &tool) append(*parsed.selected);
    append(tool);
    append(common);
    return out;
}

}  // namespace tk
