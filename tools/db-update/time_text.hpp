#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::update {

/// The present moment, RFC 3339 UTC to the second.
std::string now_utc();
/// A moment as RFC 3339 UTC.
std::string utc_text(std::int64_t seconds_since_1970);

/// Whether the text has the shape of 2026-01-31T18:00:00Z; the numbers may be of no date.
bool is_to_the_second(std::string_view text);

/// A time as sources write it, as RFC 3339 UTC: a date, a date and time with `Z`, with an offset or without one (then
/// UTC), seconds or milliseconds since 1970. Fractions of a second stay. Nothing for anything else.
std::optional<std::string> rfc3339(const JsonView& value);
std::optional<std::string> rfc3339(std::string_view text);
/// Seconds or milliseconds since 1970.
std::optional<std::string> rfc3339(double number);
/// Whether `text` is what `rfc3339` would give for it: a real date and time in the form 2026-01-31T18:00:00Z.
bool is_rfc3339_utc(std::string_view text);

/// Seconds of a span such as "15m", "24h", "30d" or "90" (seconds); nothing for anything else.
std::optional<std::int64_t> seconds_of(std::string_view span);

}  // namespace tk::update
