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

/// The fields of a row as its lines come.
class CsvSplitter {
public:
    explicit CsvSplitter(char separator) : separator_(separator), fields_(1) {}

    /// The first line of the row, or with what ended the line before, the next.
    void feed(std::string_view text);
    /// Whether a quote is open: the row goes on in the next line.
    bool is_open() const { return is_open_; }
    const std::vector<CsvField>& fields() const { return fields_; }

private:
    char separator_;
    bool is_open_ = false;
    std::vector<CsvField> fields_;
};

/// The separator of a header line: the most frequent of comma, semicolon, tab and bar; nothing when it has none of
/// them.
std::optional<char> csv_separator(std::string_view header);

/// A row as a JSON object: fields that read as JSON numbers, true, false, lists or objects are these, empty ones are
/// left out, all others are text. `names` and `fields` have the same length.
std::string csv_record(const std::vector<std::string>& names, const std::vector<CsvField>& fields);

}  // namespace tk::update
