#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace tk {

/// A moment as a record tells it.
struct Timestamp {
    double seconds = 0;                 ///< since 1970-01-01T00:00:00Z
    std::optional<int> offset_minutes;  ///< from UTC, as written; absent: none was written, UTC is assumed
    bool day_only = false;              ///< a date without a time of day
};

/// Reads RFC 3339 and what logs make of it: "2024-03-01T12:00:00.5+01:00", "2024-03-01 12:00:00", "2024-03-01",
/// "2024.03.01", "2024-03" (its first day); an offset may lack its colon. Nothing when it is no date, or not one of the
/// calendar.
std::optional<Timestamp> parse_timestamp(std::string_view text);

/// The moment in UTC, as RFC 3339 with as many decimals (0 to 6) as it needs: "2024-03-01T11:00:00.5Z".
std::string format_timestamp(double seconds);

/// "24h", "7d", "90m", "30s", "2w" or a number of seconds; nothing when it is none of these or negative.
std::optional<double> parse_span(std::string_view text);

/// Days from 1970-01-01 to a date of the Gregorian calendar, and back.
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", days_from_civil and civil_from_days.
std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day);
/// A date of the Gregorian calendar.
struct Civil {
    std::int64_t year;
    unsigned month, day;
};
/// The inverse of days_from_civil.
Civil civil_from_days(std::int64_t days);

}  // namespace tk
