#include "ocr/duration.hpp"

#include <array>
#include <string>
#include <vector>

#include "core/text.hpp"
#include "ocr/values.hpp"

namespace tk::ocr {

namespace {

constexpr std::int64_t day = 86400, hour = 3600, minute = 60;

struct Unit {
    std::string_view name;
    std::int64_t seconds;
};
constexpr std::array<Unit, 13> units{{{"d", day},
                                      {"j", day},
                                      {"h", hour},
                                      {"hr", hour},
                                      {"m", minute},
                                      {"mn", minute},
                                      {"min", minute},
                                      {"mins", minute},
                                      {"s", 1},
                                      {"sec", 1},
                                      {"secs", 1},
                                      {"second", 1},
                                      {"seconds", 1}}};

/// The seconds of a unit; 0 for anything else.
std::int64_t seconds_of(std::string_view name) {
    if (name.ends_with('.')) name.remove_suffix(1);
    for (const Unit& unit : units) {
        if (unit.name == name) return unit.seconds;
    }
    return 0;
}

/// A part of a duration: digits and nothing else, at most five.
std::optional<std::int64_t> amount_of(std::string_view digits) {
    constexpr std::size_t most_digits = 5;
    if (digits.empty() || digits.size() > most_digits) return std::nullopt;
    if (digits.find_first_not_of("0123456789OolI|") != std::string_view::npos) return std::nullopt;
    return parse_number(digits);
}

std::optional<std::int64_t> parse_clock(std::string_view text) {
    const std::vector<std::string> parts = split(std::string(text), ':');
    if (parts.size() > 3) return std::nullopt;
    std::int64_t seconds = 0;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const std::string_view digits = trim(parts[i]);
        const auto part = amount_of(digits);
        if (!part || (i > 0 && (digits.size() != 2 || *part > 59))) return std::nullopt;
        seconds = seconds * 60 + *part;
    }
    return seconds;
}

/// What a number without a unit counts after one in `unit`; 0: it cannot stand there.
std::int64_t implied_after(std::int64_t unit) {
    return unit == hour ? minute : unit == minute ? 1 : 0;
}

}  // namespace

std::optional<std::int64_t> parse_duration(std::string_view text) {
    text = trim(text);
    if (text.find(':') != std::string_view::npos) return parse_clock(text);
    std::int64_t seconds = 0, last = 0;
    while (!text.empty()) {
        const std::size_t digits = std::min(text.find_first_not_of("0123456789OIl|"), text.size());
        const auto amount = amount_of(text.substr(0, digits));
        if (!amount) return std::nullopt;
        text = trim(text.substr(digits));
        const std::size_t letters = std::min(text.find_first_of("0123456789 "), text.size());
        std::int64_t unit = seconds_of(fold(text.substr(0, letters)));
        if (letters == 0 && text.empty() && *amount < 60) unit = implied_after(last);
        if (unit == 0 || (last != 0 && unit >= last)) return std::nullopt;
        if (last != 0 && *amount * unit >= last) return std::nullopt;  // `1 min 75 s` is a misreading
        last = unit;
        seconds += *amount * unit;
        text = trim(text.substr(letters));
    }
    return last == 0 ? std::nullopt : std::optional(seconds);
}

}  // namespace tk::ocr
