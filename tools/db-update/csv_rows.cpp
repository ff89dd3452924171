#include "db-update/csv_rows.hpp"

#include <algorithm>
#include <utility>

#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/csv.hpp"

namespace tk::update {

CsvRows::CsvRows(std::string_view header, std::size_t line, std::string name, std::optional<char> separator)
    : name_(std::move(name)) {
    if (header.starts_with("\xFF\xFE") || header.starts_with("\xFE\xFF"))
        throw InputError(name_, line, "the file is UTF-16, not UTF-8", "convert it: iconv -f UTF-16 -t UTF-8 FILE");
    if (header.find('\r') != std::string_view::npos)
        throw InputError(name_, line, "its lines end with a carriage return alone",
                         "give them ends that are read: tr '\\r' '\\n' <FILE");
    if (header.starts_with('<'))
        throw InputError(name_, line, "this is XML or HTML", "give its records as JSON, JSON Lines or CSV");
    if (!separator) separator = csv_separator(header);
    const auto names = separator ? split_csv(header, *separator) : std::nullopt;
    const auto named = [](const CsvField& field) { return !trim(field.text).empty(); };
    if (!names || !valid_utf8(header) || std::count_if(names->begin(), names->end(), named) < 2)
        throw InputError(name_, line, "neither JSON nor the header of a CSV or TSV file",
                         "give a JSON array, an object with an array 'data', JSON Lines, or columns with their names");
    for (const CsvField& field : *names) {
        columns_.emplace_back(trim(field.text));
        if (columns_.back().empty()) columns_.back() = "column " + std::to_string(columns_.size());
    }
    separator_ = *separator;
}

std::optional<CsvRows::Row> CsvRows::next(LineReader& lines) const {
    while (const auto line = lines.next()) {
        if (trim(line->text).empty()) continue;
        const std::size_t number = line->number;
        std::string row(line->text);
        auto fields = split_csv(row, separator_);
        while (!fields) {
            const auto more = lines.next();
            if (!more) throw InputError(name_, number, "a quote is not closed");
            (row += '\n') += more->text;
            if (row.size() > LineReader::default_max_line) throw InputError(name_, number, "a quote is not closed");
            fields = split_csv(row, separator_);
        }
        if (fields->size() != columns_.size())
            throw InputError(name_, number,
                             "the row has " + std::to_string(fields->size()) + " fields, the header has " +
                                 std::to_string(columns_.size()));
        if (!valid_utf8(row))
            throw InputError(name_, number, "not valid UTF-8",
                             "is it Latin-1? Convert it: iconv -f ISO-8859-1 -t UTF-8 FILE");
        return Row{csv_record(columns_, *fields), number};
    }
    return std::nullopt;
}

}  // namespace tk::update
