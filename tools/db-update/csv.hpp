#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::update {

/// One field of a CSV row (RFC 4180); quoted fields are text whatever they look like.
struct CsvField {
    std::string text;
    bool quoted = false;
};

/// The fields of one row; nothing when a quote is still open at the end (the row goes on in the next line).
std::optional<std::vector<CsvField>> split_csv(std::string_view row, char separator);

/// The separator of a header line: the most frequent of comma, semicolon, tab and bar; nothing when it has none of
/// them.
std::optional<char> csv_separator(std::string_view header);

/// A row as a JSON object: fields that read as JSON numbers, true, false, lists or objects are these, empty ones are
/// left out, all others are text. `names` and `fields` have the same length.
std::string csv_record(const std::vector<std::string>& names, const std::vector<CsvField>& fields);

}  // namespace tk::update
