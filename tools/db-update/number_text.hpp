#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace tk::update {

/// A number as tables and people write it: "120", "1 234" (groups of three after a blank of any width or an
/// apostrophe), "12,5" or "12.5", "+3". Nothing for other texts, and for "1,234", which means two things.
std::optional<double> number_of_text(std::string_view text);
/// The same for whole numbers; "1234,00" is one.
std::optional<std::int64_t> whole_of_text(std::string_view text);

/// 1 or 0 for yes and no as spreadsheets and people write them: "TRUE", "yes", "non", "0". Nothing for other texts.
std::optional<std::int64_t> truth_of_text(std::string_view text);

/// Whether `text` is what tables hold where there is no number: blank, "N/A", "-", "?", "none".
bool is_text_for_nothing(std::string_view text);

}  // namespace tk::update
