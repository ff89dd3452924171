#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "action-report/section.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// A column together with what stands in it: its cell of a `Source`, such as an actor.
template <typename Source>
struct ColumnOf {
    TableColumn column;
    std::function<Datum(const Source&)> cell;
};

/// The table of the first `most` of `sources`.
template <typename Source, typename Sources>
Table table_of(const char* key, Phrase title, const Sources& sources, std::size_t most,
               const std::vector<ColumnOf<Source>>& columns) {
    Table table;
    table.key = key;
    table.title = std::move(title);
    for (const ColumnOf<Source>& column : columns) table.columns.push_back(column.column);
    for (auto place = sources.begin(); place != sources.end() && table.rows.size() < most; ++place) {
        const Source& source = *place;
        Row& row = table.rows.emplace_back();
        for (const ColumnOf<Source>& column : columns) row.cells.push_back(column.cell(source));
    }
    table.left_out = sources.size() - table.rows.size();
    return table;
}

/// A number as number_text() spells it.
inline Datum plain_datum(double value) {
    return {Datum::Kind::number, number_text(value), value};
}
inline Datum plain_datum(const std::optional<double>& value) {
    return value ? plain_datum(*value) : Datum{};
}

/// A number that is a name: of a turn, a cell.
inline Datum name_datum(const std::optional<std::int64_t>& value) {
    return value ? text_datum(std::to_string(*value)) : Datum{};
}

/// A text, or nothing where it is empty.
inline Datum words_datum(std::string_view text) {
    return text.empty() ? Datum{} : text_datum(text);
}

/// The name of an actor, in the colour of its team.
inline Datum actor_datum(const Tongue& tongue, const Actor& actor) {
    Datum datum = text_datum(actor_text(tongue, actor));
    datum.color = team_color(actor.team);
    return datum;
}

}  // namespace tk::report
