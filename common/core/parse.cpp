#include "core/parse.hpp"

#include <fmt/format.h>

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <map>

#include "core/config.hpp"
#include "core/text.hpp"

namespace tk {

namespace {

/// What CLI11 found for each option: raw texts, checked and assigned afterwards in one place for all origins.
struct Found {
    const Option* option;
    std::string shown;  // how messages call it
    std::vector<std::string> texts;
    bool present = false;
};

void add_options(CLI::App& app, const std::vector<std::unique_ptr<Option>>& options, std::deque<Found>& found) {
    for (const auto& option : options) {
        Found& entry = found.emplace_back(Found{option.get(), "--" + option->long_name(), {}, false});
        if (!option->takes_value()) {
            app.add_flag_callback(option->names, [&entry] { entry.present = true; });
            continue;
        }
        auto* added = app.add_option(option->names, entry.texts);
        added->type_size(1)->expected(option->repeats() ? -1 : 1)->allow_extra_args(false);
        added->multi_option_policy(option->repeats() ? CLI::MultiOptionPolicy::TakeAll
                                                     : CLI::MultiOptionPolicy::TakeLast);
    }
}

void add_operands(CLI::App& app, const Command& command, std::deque<Found>& found) {
    for (const auto& operand : command.operands()) {
        Found& entry = found.emplace_back(Found{operand.get(), operand->names, {}, false});
        auto* added = app.add_option("operand" + std::to_string(found.size()), entry.texts);
        added->type_size(1)->expected(operand->repeats() ? -1 : 1);
        added->allow_extra_args(operand->repeats());  // a single operand leaves the next word to the next one
    }
}

std::vector<std::string> known_names(const Command& command, const Command& common) {
    std::vector<std::string> names;
    for (const Command* source : {&command, &common}) {
        for (const auto& option : source->options()) {
            if (!option->is_hidden) names.push_back("--" + option->long_name());
        }
    }
    return names;
}

[[noreturn]] void refuse_unexpected(const std::string& word, const Command& selected, const Command& tool,
                                    const Command& common) {
    if (word.size() > 1 && word[0] == '-') {
        std::vector<std::string> names = known_names(selected, common);
        for (const auto& option : tool.options()) names.push_back("--" + option->long_name());
        const auto near = nearest(word.substr(0, word.find('=')), names);
        throw UsageError(fmt::format("unknown option '{}'", word),
                         near ? fmt::format("did you mean '{}'?", *near) : "");
    }
    if (&selected == &tool && !tool.subcommands().empty()) {
        std::vector<std::string> names;
        for (const auto& command : tool.subcommands()) names.push_back(command->name());
        const auto near = nearest(word, names);
        throw UsageError(fmt::format("unknown command '{}'", word),
                         near ? fmt::format("did you mean '{}'?", *near)
                              : fmt::format("the commands are {}", fmt::join(names, ", ")));
    }
    throw UsageError(fmt::format("unexpected operand '{}'", word));
}

void run_parser(CLI::App& app, const Command& tool, const Command& common, int argc, const char* const* argv,
                const std::map<const CLI::App*, const Command*>& commands) {
    try {
        app.parse(argc, argv);
    } catch (const CLI::ExtrasError&) {
        const CLI::App* where = &app;
        for (const CLI::App* sub : app.get_subcommands()) where = sub;
        const auto words = app.remaining(true);
        refuse_unexpected(words.empty() ? "" : words.front(), *commands.at(where), tool, common);
    } catch (const CLI::ArgumentMismatch& error) {
        const std::string what = error.what();
        throw UsageError(what.substr(0, what.find(':')) + ": needs a value");
    } catch (const CLI::ParseError& error) {
        throw UsageError(error.what());
    }
}

void check_required(const Command& selected, const std::map<const Option*, Origin>& origins) {
    for (const auto* list : {&selected.operands(), &selected.options()}) {
        for (const auto& option : *list) {
            if (!option->is_required || origins.contains(option.get())) continue;
            throw UsageError(list == &selected.operands() ? fmt::format("{} is missing", option->names)
                                                          : fmt::format("--{} is required", option->long_name()));
        }
    }
}

}  // namespace

Command common_options(Settings& settings, Requests& requests) {
    Command common{"", ""};
    common.file("-o,--output", "FILE", &settings.output, "Write to FILE, complete or not at all, instead of stdout")
        .changes();
    common.choice("--lang", "LANG", &settings.language, {"en", "fr"}, "Language of what people read")
        .env("TURNKIT_LANG");
    common.choice("--color", "WHEN", &settings.color, {"auto", "always", "never"}, "Colour on terminals");
    common.flag("--strict", settings.strict, "Stop at the first record that cannot be processed");
    common.file("--stats", "FILE", &settings.stats_file, "Write CPU, memory and counts of this run as one record")
        .changes();
    common.flag("-v,--verbose", settings.verbose, "Say more on stderr");
    common.flag("-q,--quiet", settings.quiet, "Say nothing but errors on stderr, show no progress");
    common.flag("--log-json", settings.log_json, "Messages on stderr as JSON Lines");
    common.flag("--print-config", requests.print_config, "Show the settings that hold and where they come from");
    common.flag("--print-options", requests.print_options, "Describe the options as JSON, for other programs");
    common.flag("--print-man", requests.print_man, "Print the manual page as roff").hidden();
    common.choice("--print-completion", "SHELL", &requests.completion, {"bash", "zsh", "fish"}, "Print a completion")
        .hidden();
    common.text("--environment", "NAME", &settings.environment, "Section of the configuration file to use")
        .env("TURNKIT_ENV")
        .hidden();
    common.flag("-h,--help", requests.help, "Show this help");
    common.flag("-V,--version", requests.version, "Show the version");
    for (const auto& option : common.options()) option->is_common = true;
    return common;
}

Parsed parse_command_line(const Command& tool, const Command& common, const Requests& requests, int argc,
                          const char* const* argv) {
    CLI::App app{tool.summary(), tool.name()};
    app.set_help_flag();
    app.option_defaults()->always_capture_default(false);
    std::deque<Found> found;
    std::map<const CLI::App*, const Command*> commands{{&app, &tool}};
    add_options(app, common.options(), found);
    add_options(app, tool.options(), found);
    add_operands(app, tool, found);
    for (const auto& command : tool.subcommands()) {
        CLI::App* sub = app.add_subcommand(command->name(), command->summary());
        sub->set_help_flag();
        sub->fallthrough();
        commands[sub] = command.get();
        // CLI11 compares each new option with all others; a subcommand that no word names cannot be the one meant.
        if (std::find(argv, argv + argc, command->name()) == argv + argc) continue;
        add_options(*sub, command->options(), found);
        add_operands(*sub, *command, found);
    }
    run_parser(app, tool, common, argc, argv, commands);

    Parsed result;
    result.selected = &tool;
    for (const CLI::App* sub : app.get_subcommands()) result.selected = commands.at(sub);

    std::map<const Option*, Origin> origins;
    for (const Found& entry : found) {
        for (const std::string& text : entry.texts) assign(*entry.option, text, entry.shown);
        if (entry.present) *std::get<bool*>(entry.option->target) = true;
        if (entry.present || !entry.texts.empty()) origins[entry.option] = Origin::command_line;
    }
    for (const Found& entry : found) {
        if (origins.contains(entry.option) || entry.option->environment.empty()) continue;
        const char* const text = std::getenv(entry.option->environment.c_str());
        if (text == nullptr || *text == '\0') continue;
        assign(*entry.option, text, entry.option->environment);
        origins[entry.option] = Origin::environment;
    }
    std::vector<const Option*> open;
    for (const auto* list : {&common.options(), &tool.options(), &result.selected->options()}) {
        if (list == &tool.options() && result.selected == &tool) continue;
        for (const auto& option : *list) {
            if (!origins.contains(option.get()) && !option->is_hidden) open.push_back(option.get());
        }
    }
    if (!requests.help && !requests.version) {
        std::string environment;
        for (const auto& option : common.options()) {
            if (option->long_name() == "environment") environment = *std::get<std::string*>(option->target);
        }
        for (const Option* option : apply_configuration(tool, common, environment, open)) {
            origins[option] = Origin::configuration;
        }
    }
    const bool only_prints = requests.help || requests.version || requests.print_config || requests.print_man ||
                             requests.print_options || !requests.completion.empty();
    if (!only_prints) {
        if (result.selected == &tool && !tool.subcommands().empty() && !tool.action()) {
            std::vector<std::string> names;
            for (const auto& command : tool.subcommands()) names.push_back(command->name());
            throw UsageError("a command is missing", fmt::format("the commands are {}", fmt::join(names, ", ")));
        }
        check_required(*result.selected, origins);
        check_company(*result.selected, tool, common);
    }
    result.origins.assign(origins.begin(), origins.end());
    return result;
}

}  // namespace tk
