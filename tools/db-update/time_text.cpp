#include "db-update/time_text.hpp"

#include <charconv>
#include <chrono>
#include <ctime>

namespace tk::update {

namespace {

/// `count` digits at the start of the text as a number in [least, most]; they are taken off.
std::optional<int> digits(std::string_view& text, std::size_t count, int least, int most) {
    int number = 0;
    if (text.size() < count) return std::nullopt;
    const auto [end, error] = std::from_chars(text.data(), text.data() + count, number);
    if (error != std::errc() || end != text.data() + count || text.front() == '-') return std::nullopt;
    text.remove_prefix(count);
    if (number < least || number > most) return std::nullopt;
    return number;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text.front() != c) return false;
    text.remove_prefix(1);
    return true;
}

}  // namespace

bool is_to_the_second(std::string_view text) {
    if (text.size() != 20) return false;
    const char* const t = text.data();
    const auto two = [t](std::size_t at) {
        return static_cast<unsigned>(t[at] - '0') <= 9U && static_cast<unsigned>(t[at + 1] - '0') <= 9U;
    };
    return t[4] == '-' && t[7] == '-' && t[10] == 'T' && t[13] == ':' && t[16] == ':' && t[19] == 'Z' && two(0) &&
           two(2) && two(5) && two(8) && two(11) && two(14) && two(17);
}

std::string utc_text(std::int64_t seconds) {
    const std::time_t time = seconds;
    std::tm parts{};
    if (!::gmtime_r(&time, &parts)) return {};
    char text[40];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

std::string now_utc() {
    return utc_text(std::chrono::system_clock::to_time_t(std::chrono::system_clock::now()));
}

std::optional<std::string> rfc3339(std::string_view text) {
    const std::string_view whole = text;
    const auto year = digits(text, 4, 0, 9999);
    if (!year || !take(text, '-')) return std::nullopt;
    const auto month = digits(text, 2, 1, 12);
    if (!month || !take(text, '-')) return std::nullopt;
    const auto day = digits(text, 2, 1, 31);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    int hour = 0, minute = 0, second = 0;
    std::int64_t offset = 0;
    std::string_view fraction;
    if (!text.empty()) {
        if (!take(text, 'T') && !take(text, ' ')) return std::nullopt;
        const auto h = digits(text, 2, 0, 23);
        if (!h || !take(text, ':')) return std::nullopt;
        const auto m = digits(text, 2, 0, 59);
        if (!m) return std::nullopt;
        hour = *h;
        minute = *m;
        if (take(text, ':')) {
            const auto s = digits(text, 2, 0, 60);
            if (!s) return std::nullopt;
            second = *s;
            if (!text.empty() && text.front() == '.') {
                std::size_t end = 1;
                while (end < text.size() && text[end] >= '0' && text[end] <= '9') ++end;
                if (end == 1 || end > 10) return std::nullopt;
                fraction = text.substr(0, end);
                text.remove_prefix(end);
            }
        }
        if (text == "Z") {
            if (fraction.empty() && is_to_the_second(whole)) return std::string(whole);
            text = {};
        } else if (!text.empty()) {
            const int sign = text.front() == '-' ? -1 : 1;
            if (!take(text, '+') && !take(text, '-')) return std::nullopt;
            const auto oh = digits(text, 2, 0, 23);
            take(text, ':');
            const auto om = text.empty() ? std::optional(0) : digits(text, 2, 0, 59);
            if (!oh || !om || !text.empty()) return std::nullopt;
            offset = sign * (*oh * 3600 + *om * 60);
        }
    }
    const std::int64_t days = std::chrono::sys_days(date).time_since_epoch().count();
    std::string result = utc_text(days * 86400 + hour * 3600 + minute * 60 + second - offset);
    if (!fraction.empty()) result.insert(result.size() - 1, fraction);
    return result;
}

std::optional<std::string> rfc3339(const JsonView& value) {
    if (const auto text = value.as_string()) return rfc3339(*text);
    const auto number = value.as_number();
    return number ? rfc3339(*number) : std::nullopt;
}

std::optional<std::string> rfc3339(double number) {
    if (number < 0) return std::nullopt;
    constexpr double largest_seconds = 1e11;  // the year 5138; above it are milliseconds
    const double seconds = number > largest_seconds ? number / 1000 : number;
    if (seconds > largest_seconds) return std::nullopt;
    return utc_text(static_cast<std::int64_t>(seconds));
}

bool is_rfc3339_utc(std::string_view text) {
    if (!is_to_the_second(text)) return false;
    const auto two = [&](std::size_t at) {
        return static_cast<unsigned>((text[at] - '0') * 10 + (text[at + 1] - '0'));
    };
    const std::chrono::year_month_day date{std::chrono::year(static_cast<int>(two(0) * 100 + two(2))),
                                           std::chrono::month(two(5)), std::chrono::day(two(8))};
    return date.ok() && two(11) <= 23 && two(14) <= 59 && two(17) <= 59;
}

std::optional<std::int64_t> seconds_of(std::string_view span) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(span.data(), span.data() + span.size(), number);
    if (error != std::errc() || number < 0 || number > 1'000'000'000) return std::nullopt;
    const std::string_view unit = span.substr(static_cast<std::size_t>(end - span.data()));
    if (unit.empty() || unit == "s") return number;
    if (unit == "m") return number * 60;
    if (unit == "h") return number * 3600;
    if (unit == "d") return number * 86400;
    if (unit == "w") return number * 604800;
    return std::nullopt;
}

}  // namespace tk::update
