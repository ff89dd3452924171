#include "llm-ask/clock_text.hpp"

#include <fmt/format.h>

#include <charconv>

namespace tk::llm {

namespace {

using namespace std::chrono;

constexpr int first_year = 1678, last_year = 2261;  // that nanoseconds in 64 bits hold as a whole

/// The `count` digits at `at` as a number in `least..most`.
std::optional<int> digits(std::string_view text, std::size_t at, std::size_t count, int least, int most) {
    if (at + count > text.size()) return std::nullopt;
    int value = 0;
    const char* const end = text.data() + at + count;
    const auto [stop, error] = std::from_chars(text.data() + at, end, value);
    if (error != std::errc{} || stop != end || value < least || value > most) return std::nullopt;
    return value;
}

/// The offset from UTC that stands at the end of a time.
std::optional<minutes> offset_of(std::string_view text) {
    if (text == "Z" || text == "z") return minutes(0);
    if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
    const auto hour = digits(text, 1, 2, 0, 23);
    const auto minute = digits(text, 4, 2, 0, 59);
    if (!hour || !minute) return std::nullopt;
    const minutes offset = hours(*hour) + minutes(*minute);
    return text[0] == '-' ? -offset : offset;
}

}  // namespace

std::string moment_text(Moment moment) {
    const auto ms = floor<milliseconds>(moment);
    const auto day = floor<days>(ms);
    const year_month_day date{day};
    const hh_mm_ss time{ms - day};
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z", static_cast<int>(date.year()),
                       static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::optional<Moment> moment_of(std::string_view text) {
    const auto y = digits(text, 0, 4, first_year, last_year);
    const auto mo = digits(text, 5, 2, 1, 12);
    const auto d = digits(text, 8, 2, 1, 31);
    const auto h = digits(text, 11, 2, 0, 23);
    const auto mi = digits(text, 14, 2, 0, 59);
    const auto s = digits(text, 17, 2, 0, 60);
    if (!y || !mo || !d || !h || !mi || !s) return std::nullopt;
    const year_month_day date{year(*y), month(static_cast<unsigned>(*mo)), day(static_cast<unsigned>(*d))};
    if (!date.ok()) return std::nullopt;
    std::size_t at = 19;
    milliseconds fraction{0};
    if (at < text.size() && text[at] == '.') {
        int scale = 100;
        for (++at; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at, scale /= 10) {
            fraction += milliseconds((text[at] - '0') * scale);
        }
    }
    const auto offset = offset_of(text.substr(at));
    if (!offset) return std::nullopt;
    return sys_days(date) + hours(*h) + minutes(*mi) + seconds(*s) + fraction - *offset;
}

}  // namespace tk::llm
