#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "profile/profile.hpp"

namespace tk::ocr {

/// What a field says, or why it says nothing.
struct TypedValue {
    std::optional<std::int64_t> number;  ///< integer, pair, percent, duration
    std::optional<std::int64_t> most;    ///< the second number of a pair
    std::optional<std::pair<std::int64_t, std::int64_t>> coordinates;
    std::optional<std::string> text;  ///< text
    std::string reason;               ///< set when there is no value

    bool has_value() const { return number || text || coordinates; }
};

/// A whole number as games print it: `1234`, `1 234`, `1,234`, `1.234`, `12k`, `1,5M`, `-3`. Groups must be of three
/// digits. Letters that look exactly like a digit in many fonts (O, l, I) count as that digit beside other digits or
/// alone. Nothing when `text` is anything else: a number is never completed, and `5m` may be minutes.
std::optional<std::int64_t> parse_number(std::string_view text);

/// Coordinates at the beginning of `text`: `[-12,34]`, `-12, 34`, `(5;-3)`, and `9,-19, Niveau 20`, where words follow
/// behind a mark. Nothing for anything else.
std::optional<std::pair<std::int64_t, std::int64_t>> parse_coordinates(std::string_view text);

/// Reads `text` as `field` declares it: takes the label off, parses by type, checks the range.
TypedValue parse_value(std::string_view text, const profile::FieldProfile& field);

/// The characters that can stand in a field of numbers: its label's, digits and their separators.
std::string alphabet_of(const profile::FieldProfile& field);

}  // namespace tk::ocr
