#include "core/timestamp.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "core/text.hpp"

namespace tk {

namespace {

/// Takes digits off the front of a text, and characters, as a small scanner.
struct Scanner {
    std::string_view rest;

    std::optional<int> digits(std::size_t count) {
        if (rest.size() < count) return std::nullopt;
        int value = 0;
        for (std::size_t i = 0; i < count; ++i) {
            if (rest[i] < '0' || rest[i] > '9') return std::nullopt;
            value = value * 10 + (rest[i] - '0');
        }
        rest.remove_prefix(count);
        return value;
    }
    bool skip(std::string_view any_of) {
        if (rest.empty() || any_of.find(rest.front()) == std::string_view::npos) return false;
        rest.remove_prefix(1);
        return true;
    }
};

bool is_leap(int year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool is_date(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1) return false;
    const int longest = month == 2                                                ? (is_leap(year) ? 29 : 28)
                        : (month == 4 || month == 6 || month == 9 || month == 11) ? 30
                                                                                  : 31;
    return day <= longest;
}

double fraction(Scanner& scanner) {
    double value = 0;
    double place = 0.1;
    while (!scanner.rest.empty() && scanner.rest.front() >= '0' && scanner.rest.front() <= '9') {
        value += (scanner.rest.front() - '0') * place;
        place /= 10;
        scanner.rest.remove_prefix(1);
    }
    return value;
}

}  // namespace

std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
    year -= month <= 2 ? 1 : 0;
    const std::int64_t era = (year >= 0 ? year : year - 399) / 400;
    const auto year_of_era = static_cast<unsigned>(year - era * 400);
    const unsigned day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    const unsigned day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + static_cast<std::int64_t>(day_of_era) - 719468;
}

Civil civil_from_days(std::int64_t days) {
    days += 719468;
    const std::int64_t era = (days >= 0 ? days : days - 146096) / 146097;
    const auto day_of_era = static_cast<unsigned>(days - era * 146097);
    const unsigned year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const unsigned day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const unsigned shifted = (5 * day_of_year + 2) / 153;
    const unsigned month = shifted < 10 ? shifted + 3 : shifted - 9;
    return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month,
            day_of_year - (153 * shifted + 2) / 5 + 1};
}

std::optional<Timestamp> parse_timestamp(std::string_view text) {
    Scanner scanner{trim(text)};
    const auto year = scanner.digits(4);
    if (!year || !scanner.skip("-./")) return std::nullopt;
    const auto month = scanner.digits(2);
    if (!month) return std::nullopt;
    const bool has_day = scanner.skip("-./");
    if (!has_day && !scanner.rest.empty()) return std::nullopt;
    const auto day = has_day ? scanner.digits(2) : std::optional<int>(1);
    if (!day || !is_date(*year, *month, *day)) return std::nullopt;
    Timestamp result;
    result.seconds = 86400.0 * static_cast<double>(
                                   days_from_civil(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day)));
    if (scanner.rest.empty()) {
        result.day_only = true;
        return result;
    }
    if (!scanner.skip("Tt ")) return std::nullopt;
    const auto hour = scanner.digits(2);
    if (!hour || *hour > 24 || !scanner.skip(":")) return std::nullopt;
    const auto minute = scanner.digits(2);
    if (!minute || *minute > 59) return std::nullopt;
    double second = 0;
    if (scanner.skip(":")) {
        const auto whole = scanner.digits(2);
        if (!whole || *whole > 60) return std::nullopt;
        second = *whole;
        if (scanner.skip(".,")) second += fraction(scanner);
    }
    result.seconds += *hour * 3600.0 + *minute * 60.0 + second;
    scanner.rest = trim(scanner.rest);
    if (scanner.rest.empty()) return result;
    if (scanner.rest == "Z" || scanner.rest == "z" || scanner.rest == "UTC") {
        result.offset_minutes = 0;
        return result;
    }
    const bool west = scanner.rest.front() == '-';
    if (!scanner.skip("+-")) return std::nullopt;
    const auto hours = scanner.digits(2);
    scanner.skip(":");
    const auto minutes = scanner.rest.empty() ? std::optional<int>(0) : scanner.digits(2);
    if (!hours || !minutes || !scanner.rest.empty()) return std::nullopt;
    result.offset_minutes = (west ? -1 : 1) * (*hours * 60 + *minutes);
    result.seconds -= *result.offset_minutes * 60.0;
    return result;
}

std::string format_timestamp(double seconds) {
    const double whole = std::floor(seconds);
    auto micros = static_cast<std::int64_t>(std::llround((seconds - whole) * 1e6));
    auto total = static_cast<std::int64_t>(whole);
    if (micros == 1'000'000) {
        micros = 0;
        ++total;
    }
    std::int64_t days = total / 86400;
    std::int64_t rest = total % 86400;
    if (rest < 0) {
        rest += 86400;
        --days;
    }
    const Civil date = civil_from_days(days);
    std::string text = fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", date.year, date.month, date.day, rest / 3600,
                                   rest / 60 % 60, rest % 60);
    if (micros != 0) {
        std::string decimals = fmt::format(".{:06}", micros);
        decimals.erase(decimals.find_last_not_of('0') + 1);
        text += decimals;
    }
    return text + "Z";
}

std::optional<double> parse_span(std::string_view text) {
    text = trim(text);
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failure != std::errc{} || !(value >= 0) || !std::isfinite(value)) return std::nullopt;
    const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
    if (unit.empty() || unit == "s") return value;
    if (unit == "m" || unit == "min") return value * 60;
    if (unit == "h") return value * 3600;
    if (unit == "d") return value * 86400;
    if (unit == "w") return value * 604800;
    return std::nullopt;
}

}  // namespace tk
