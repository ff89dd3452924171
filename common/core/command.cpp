#include "core/command.hpp"

#include <fmt/format.h>

#include <type_traits>

#include "core/text.hpp"

namespace tk {

namespace {

std::string text_of(const Option::Target& target) {
    return std::visit(
        [](auto* bound) -> std::string {
            using Bound = std::remove_pointer_t<decltype(bound)>;
            if constexpr (std::is_same_v<Bound, std::string>) {
                return *bound;
            } else if constexpr (std::is_same_v<Bound, std::int64_t> || std::is_same_v<Bound, double>) {
                return fmt::format("{}", *bound);
            } else {
                return {};
            }
        },
        target);
}

}  // namespace

Option& Option::env(std::string variable) {
    environment = std::move(variable);
    return *this;
}

Option& Option::between(double low, double high) {
    least = low;
    most = high;
    return *this;
}

Option& Option::required() {
    is_required = true;
    return *this;
}

Option& Option::hidden() {
    is_hidden = true;
    return *this;
}

Option& Option::changes() {
    does_change = true;
    return *this;
}

Option& Option::only_with(std::vector<std::string> others, std::string why, std::string advice) {
    company.push_back({std::move(others), true, std::move(why), std::move(advice)});
    return *this;
}

Option& Option::not_with(std::vector<std::string> others, std::string why, std::string advice) {
    company.push_back({std::move(others), false, std::move(why), std::move(advice)});
    return *this;
}

std::string Option::long_name() const {
    for (const std::string& name : split(names, ',')) {
        if (name.starts_with("--")) return name.substr(2);
    }
    return names;
}

std::string Option::short_name() const {
    for (const std::string& name : split(names, ',')) {
        if (name.size() == 2 && name[0] == '-' && name[1] != '-') return name.substr(1);
    }
    return {};
}

bool Option::repeats() const {
    return std::holds_alternative<std::vector<std::string>*>(target);
}

bool Option::is_given() const {
    return std::visit(
        [this](auto* bound) -> bool {
            using Bound = std::remove_pointer_t<decltype(bound)>;
            if constexpr (std::is_same_v<Bound, bool>) {
                return *bound;
            } else if constexpr (std::is_same_v<Bound, std::vector<std::string>>) {
                return !bound->empty();
            } else if constexpr (std::is_same_v<Bound, std::string> || std::is_arithmetic_v<Bound>) {
                return text_of(target) != default_text;
            } else {
                return bound->has_value();
            }
        },
        target);
}

Command::Command(std::string name, std::string summary) : name_(std::move(name)), summary_(std::move(summary)) {}

Command& Command::describe(std::string paragraph) {
    description_.push_back(std::move(paragraph));
    return *this;
}

Command& Command::example(std::string shows, std::string command) {
    examples_.push_back({std::move(shows), std::move(command)});
    return *this;
}

Command& Command::status(int code, std::string meaning) {
    statuses_.emplace_back(code, std::move(meaning));
    return *this;
}

Command& Command::section(std::string title, std::string paragraph) {
    sections_.emplace_back(std::move(title), std::move(paragraph));
    return *this;
}

Command& Command::see_also(std::string pages) {
    see_also_ = std::move(pages);
    return *this;
}

Option& Command::add(std::vector<std::unique_ptr<Option>>& list, Option::Kind kind, std::string names,
                     std::string value, Option::Target target, std::string help) {
    auto option = std::make_unique<Option>();
    option->names = std::move(names);
    option->value = std::move(value);
    option->kind = kind;
    option->help = std::move(help);
    option->target = target;
    option->default_text = text_of(target);
    list.push_back(std::move(option));
    return *list.back();
}

Option& Command::flag(std::string names, bool& target, std::string help) {
    return add(options_, Option::Kind::flag, std::move(names), "", &target, std::move(help));
}

Option& Command::text(std::string names, std::string value, Option::Target target, std::string help) {
    return add(options_, Option::Kind::text, std::move(names), std::move(value), target, std::move(help));
}

Option& Command::integer(std::string names, std::string value, Option::Target target, std::string help) {
    return add(options_, Option::Kind::integer, std::move(names), std::move(value), target, std::move(help));
}

Option& Command::real(std::string names, std::string value, Option::Target target, std::string help) {
    return add(options_, Option::Kind::real, std::move(names), std::move(value), target, std::move(help));
}

Option& Command::file(std::string names, std::string value, Option::Target target, std::string help) {
    return add(options_, Option::Kind::file, std::move(names), std::move(value), target, std::move(help));
}

Option& Command::folder(std::string names, std::string value, Option::Target target, std::string help) {
    return add(options_, Option::Kind::folder, std::move(names), std::move(value), target, std::move(help));
}

Option& Command::choice(std::string names, std::string value, Option::Target target, std::vector<std::string> choices,
                        std::string help) {
    Option& option = add(options_, Option::Kind::choice, std::move(names), std::move(value), target, std::move(help));
    option.choice_list = std::move(choices);
    return option;
}

Option& Command::operand(std::string name, Option::Target target, std::string help) {
    return add(operands_, Option::Kind::file, name, name, target, std::move(help));
}

Command& Command::setting(std::string name, std::string help, Setting::Read read) {
    settings_.push_back(std::make_unique<Setting>(Setting{std::move(name), std::move(help), std::move(read), {}}));
    return *this;
}

Command& Command::subcommand(std::string name, std::string summary) {
    subcommands_.push_back(std::make_unique<Command>(std::move(name), std::move(summary)));
    return *subcommands_.back();
}

Command& Command::action(Action run) {
    action_ = std::move(run);
    return *this;
}

Command& Command::changes() {
    does_change_ = true;
    return *this;
}

Command& Command::prints_records() {
    prints_records_ = true;
    return *this;
}

Command& Command::reads_stdin(std::function<bool()> when) {
    reads_stdin_ = true;
    reads_stdin_when_ = std::move(when);
    return *this;
}

}  // namespace tk
