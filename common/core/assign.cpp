#include <fmt/format.h>

#include <charconv>
#include <cmath>
#include <type_traits>

#include "core/parse.hpp"
#include "core/text.hpp"
#include "core/timestamp.hpp"

namespace tk {

namespace {

/// How to write `text`, a span of time with its unit, for an option that counts seconds; empty for anything else.
std::string advice_on_seconds(const Option& option, const std::string& text) {
    const auto seconds = option.value == "SECONDS" ? parse_span(text) : std::nullopt;
    return seconds ? fmt::format("it counts seconds: write {}", *seconds) : "";
}

template <class Number>
Number number_from(const Option& option, const std::string& text, const std::string& where) {
    Number value{};
    const char* const end = text.data() + text.size();
    const auto [stop, code] = std::from_chars(text.data(), end, value);
    if (code == std::errc::result_out_of_range) throw UsageError(fmt::format("{}: '{}' is too large", where, text));
    if (code != std::errc{} || stop != end) {
        throw UsageError(fmt::format("{}: '{}' is not {}", where, text,
                                     option.kind == Option::Kind::integer ? "a whole number" : "a number"),
                         advice_on_seconds(option, text));
    }
    const auto real = static_cast<double>(value);
    if (std::isnan(real) || real < option.least || real > option.most) {
        if (std::isinf(option.most)) throw UsageError(fmt::format("{}: {} is below {}", where, text, option.least));
        throw UsageError(fmt::format("{}: {} is not between {} and {}", where, text, option.least, option.most));
    }
    return value;
}

bool flag_from(const std::string& text, const std::string& where) {
    if (text == "true" || text == "1" || text == "yes") return true;
    if (text == "false" || text == "0" || text == "no" || text.empty()) return false;
    throw UsageError(fmt::format("{}: '{}' is neither true nor false", where, text));
}

void check_choice(const Option& option, const std::string& text, const std::string& where) {
    if (option.choice_list.empty()) return;
    for (const std::string& choice : option.choice_list) {
        if (choice == text) return;
    }
    const auto near = nearest(text, option.choice_list);
    throw UsageError(fmt::format("{}: '{}' is not one of {}", where, text, fmt::join(option.choice_list, ", ")),
                     near ? fmt::format("did you mean '{}'?", *near) : "");
}

}  // namespace

void assign(const Option& option, const std::string& text, const std::string& where) {
    check_choice(option, text, where);
    std::visit(
        [&](auto* bound) {
            using Bound = std::remove_pointer_t<decltype(bound)>;
            if constexpr (std::is_same_v<Bound, bool>) {
                *bound = flag_from(text, where);
            } else if constexpr (std::is_same_v<Bound, std::vector<std::string>>) {
                bound->push_back(text);
            } else if constexpr (std::is_same_v<Bound, std::int64_t> ||
                                 std::is_same_v<Bound, std::optional<std::int64_t>>) {
                *bound = number_from<std::int64_t>(option, text, where);
            } else if constexpr (std::is_same_v<Bound, double> || std::is_same_v<Bound, std::optional<double>>) {
                *bound = number_from<double>(option, text, where);
            } else {
                *bound = text;
            }
        },
        option.target);
}

}  // namespace tk
