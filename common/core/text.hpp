#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace tk {

/// `text` folded for search: lower case, without accents, ligatures spelt out (`Œil` -> "oeil", `ß` -> "ss").
/// NFC and NFD give the same. Characters it does not know stay. The same fold serves both database back ends.
std::string fold(std::string_view text);

/// The words of folded `text`: runs of letters and digits.
std::vector<std::string> fold_words(std::string_view text);

/// Code points of UTF-8 `text`; an invalid byte becomes U+FFFD.
std::u32string decode_utf8(std::string_view text);
/// The inverse of decode_utf8.
std::string encode_utf8(std::u32string_view text);
/// True when all of `text` is UTF-8.
bool valid_utf8(std::string_view text);

/// Damerau-Levenshtein distance (optimal string alignment) in code points; stops early above `limit`.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit = 1000);

/// The candidate nearest to `word` (edit distance at most 2, or a prefix), for "did you mean".
std::optional<std::string> nearest(std::string_view word, std::span<const std::string> candidates);

/// Orders "frame2" before "frame10".
bool natural_less(std::string_view a, std::string_view b);

/// `text` as a JSON string, quotes included.
std::string json_quote(std::string_view text);

/// `text` without white space at both ends.
std::string_view trim(std::string_view text);
/// The parts of `text` between the separators, as they are; empty ones count too.
std::vector<std::string> split(std::string_view text, char separator);

/// The separator that a line before the header of a table tells, as spreadsheets write it ("sep=;"); nothing for other
/// lines. A byte order mark may stand before it.
std::optional<char> told_separator(std::string_view line);

}  // namespace tk
