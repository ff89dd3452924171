#include "action-report/chess_clock.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "core/text.hpp"

namespace tk::report {

namespace {

std::optional<double> number_of(std::string_view text) {
    double number = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (failure != std::errc{} || end != text.data() + text.size() || !(number >= 0 && number < 1e6))
        return std::nullopt;
    return number;
}

/// Seconds of "h:mm:ss" behind `command` in a comment, with decimals or without.
std::optional<double> time_behind(std::string_view comment, std::string_view command) {
    const auto at = comment.find(command);
    if (at == std::string_view::npos) return std::nullopt;
    const std::string_view rest = comment.substr(at + command.size());
    double seconds = 0;
    for (const std::string& part : split(trim(rest.substr(0, rest.find(']'))), ':')) {
        const auto number = number_of(part);
        if (!number) return std::nullopt;
        seconds = seconds * 60 + *number;
    }
    return seconds;
}

}  // namespace

ChessClock::ChessClock(std::string_view control) {
    const auto plus = control.find('+');
    if (plus != std::string_view::npos) increment_ = number_of(control.substr(plus + 1)).value_or(0);
}

std::optional<double> ChessClock::read(std::string_view comment, bool is_white) {
    std::optional<double>& left = left_[is_white ? 1 : 0];
    const std::optional<double> before = left;
    const auto now = time_behind(comment, "[%clk ");
    if (now) left = now;
    if (const auto taken = time_behind(comment, "[%emt ")) return taken;
    if (!before || !now) return std::nullopt;
    return std::max(0.0, *before + increment_ - *now);
}

}  // namespace tk::report
