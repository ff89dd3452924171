#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace tk::update {

// Values one behind the other in bytes that compare (memcmp) as the values do, one column after the other: a key that
// can be sorted without being read.

/// A text without zero bytes; it ends in one.
void put_text(std::string& row, std::string_view text);
/// Takes the text off that `row` starts with; a view into it.
std::string_view take_text(std::string_view& row);

/// A number that is not negative: how many bytes it needs, then these, the most significant first.
void put_number(std::string& row, std::int64_t number);
std::int64_t take_number(std::string_view& row);

/// Room for a time that was packed.
using TimeText = std::array<char, 20>;

/// A time as text. One to the second ("2026-01-31T18:00:00Z", nearly all) takes eight bytes; any other is put as it is.
/// Times of one of these two kinds compare as their texts.
void put_time(std::string& row, std::string_view time);
/// A view into `row` or `buffer`.
std::string_view take_time(std::string_view& row, TimeText& buffer);

}  // namespace tk::update
