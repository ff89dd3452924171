#include "db-update/csv_rows.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/encoding.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/csv.hpp"

namespace tk::update {

CsvRows::CsvRows(std::string_view header, std::size_t line, std::string name, std::optional<char> separator)
    : name_(std::move(name)) {
    const bool is_text = valid_utf8(header) && header.find('\0') == std::string_view::npos;
    if (is_text && header.find('\r') != std::string_view::npos)
        throw InputError(name_, line, "its lines end with a carriage return alone",
                         "give them ends that are read: tr '\\r' '\\n' <FILE");
    if (header.starts_with('<'))
        throw InputError(name_, line, "this is XML or HTML", "give its records as JSON, JSON Lines or CSV");
    if (!separator) separator = csv_separator(header);
    CsvSplitter names(separator.value_or(','));
    names.feed(header);
    const auto named = [](const CsvField& field) { return !trim(field.text).empty(); };
    if (!is_text || names.is_open() || std::count_if(names.fields().begin(), names.fields().end(), named) < 2)
        throw InputError(name_, line, "neither JSON nor the header of a CSV or TSV file",
                         "give a JSON array, an object with an array 'data', JSON Lines, or columns with their names");
    for (const CsvField& field : names.fields()) {
        columns_.emplace_back(trim(field.text));
        if (columns_.back().empty()) columns_.back() = "column " + std::to_string(columns_.size());
    }
    separator_ = separator.value_or(',');
}

std::optional<CsvRows::Row> CsvRows::next(LineReader& lines) const {
    while (const auto line = lines.next()) {
        if (trim(line->text).empty()) continue;
        const std::size_t number = line->number;
        CsvSplitter row(separator_);
        row.feed(line->text);
        bool is_utf8 = valid_utf8(line->text);
        std::size_t size = line->text.size();
        while (row.is_open()) {
            const auto more = lines.next();
            if (!more || size > LineReader::default_max_line)
                throw InputError(name_, number, "a quote is not closed",
                                 more ? fmt::format("what follows it, up to line {}, was not read", more->number)
                                      : "what follows it in the file was not read");
            row.feed("\n");
            row.feed(more->text);
            is_utf8 = is_utf8 && valid_utf8(more->text);
            size += more->text.size();
        }
        if (row.fields().size() != columns_.size())
            throw InputError(name_, number,
                             "the row has " + std::to_string(row.fields().size()) + " fields, the header has " +
                                 std::to_string(columns_.size()));
        if (!is_utf8) throw InputError(name_, number, "not valid UTF-8", convert_latin1);
        return Row{csv_record(columns_, row.fields()), number};
    }
    return std::nullopt;
}

}  // namespace tk::update
