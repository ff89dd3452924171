#include "db-update/date_order.hpp"

#include <fmt/format.h>

#include <charconv>

#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

/// A number of `least` to `most` digits at the start of the text; it is taken off.
std::optional<int> take_number(std::string_view& text, std::size_t least, std::size_t most) {
    std::size_t count = 0;
    while (count < text.size() && text[count] >= '0' && text[count] <= '9') ++count;
    if (count < least || count > most) return std::nullopt;
    int number = 0;
    std::from_chars(text.data(), text.data() + count, number);
    text.remove_prefix(count);
    return number;
}

/// "6:05 PM" on a clock of 24 hours; what names no half of the day stays.
std::optional<std::string> clock_of(std::string_view text) {
    text = trim(text);
    if (text.size() < 4 || (text.back() | 0x20) != 'm') return std::string(text);
    const char half = static_cast<char>(text[text.size() - 2] | 0x20);
    if (half != 'a' && half != 'p') return std::nullopt;
    text = trim(text.substr(0, text.size() - 2));
    const auto hour = take_number(text, 1, 2);
    if (!hour || *hour < 1 || *hour > 12) return std::nullopt;
    return fmt::format("{:02}{}", *hour % 12 + (half == 'p' ? 12 : 0), text);
}

struct Numbers {
    int first, second, year;
    std::string clock;

    std::optional<std::string> time(int month, int day) const {
        return rfc3339(
            std::string_view(fmt::format("{:04}-{:02}-{:02}{}{}", year, month, day, clock.empty() ? "" : " ", clock)));
    }
    std::optional<std::string> day_first() const { return time(second, first); }
    std::optional<std::string> month_first() const { return time(first, second); }
};

std::optional<Numbers> read(std::string_view text) {
    text = trim(text);
    const auto first = take_number(text, 1, 2);
    if (!first || text.empty()) return std::nullopt;
    const char between = text.front();
    if (between != '/' && between != '.' && between != '-') return std::nullopt;
    text.remove_prefix(1);
    const auto second = take_number(text, 1, 2);
    if (!second || text.empty() || text.front() != between) return std::nullopt;
    text.remove_prefix(1);
    const auto year = take_number(text, 4, 4);
    if (!year) return std::nullopt;
    if (text.starts_with(',')) text.remove_prefix(1);
    if (!text.empty() && text.front() != ' ' && text.front() != 'T') return std::nullopt;
    if (!text.empty()) text.remove_prefix(1);
    auto clock = clock_of(text);
    if (!clock) return std::nullopt;
    if (clock->size() > 1 && (*clock)[1] == ':') clock->insert(0, "0");
    return Numbers{*first, *second, *year, *std::move(clock)};
}

}  // namespace

DateOrder date_order(std::string_view option) {
    if (option == "day-first") return DateOrder::day_first;
    if (option == "month-first") return DateOrder::month_first;
    return DateOrder::untold;
}

std::optional<std::string> time_of_text(std::string_view text, DateOrder order) {
    if (auto time = rfc3339(text)) return time;
    const auto numbers = read(text);
    if (!numbers) return std::nullopt;
    if (order == DateOrder::day_first) return numbers->day_first();
    if (order == DateOrder::month_first) return numbers->month_first();
    auto one = numbers->day_first();
    auto other = numbers->month_first();
    if (one && other && one != other)
        throw RecordError("invalid",
                          json_quote(text) + " is either " + one->substr(0, 10) + " or " + other->substr(0, 10),
                          "say which: --dates day-first or --dates month-first");
    return one ? one : other;
}

std::optional<std::string> time_of_value(const JsonView& value, DateOrder order) {
    if (const auto text = value.as_string()) return time_of_text(*text, order);
    return rfc3339(value);
}

}  // namespace tk::update
