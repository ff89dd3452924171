#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "core/json.hpp"

namespace tk::update {

/// Which number of a date such as 03/02/2026 is the day.
enum class DateOrder { untold, day_first, month_first };

/// What an option says: "day-first", "month-first", or untold.
DateOrder date_order(std::string_view option);

/// A time as `rfc3339` (time_text.hpp) reads it, or one that begins with day and month, in numbers with strokes, points
/// or hyphens between them and a year of four digits: "31/01/2026", "1.2.2026 18:00", "01-31-2026 6:05 PM". Where the
/// order is untold, a date that could be two days is refused (RecordError); one that can only be one is that one.
/// Nothing for anything else.
std::optional<std::string> time_of_text(std::string_view text, DateOrder order);
std::optional<std::string> time_of_value(const JsonView& value, DateOrder order);

}  // namespace tk::update
