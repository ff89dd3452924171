#include "action-report/section_print.hpp"

#include <fmt/format.h>

#include "action-report/plot_print.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

std::string json_of(const Datum& datum) {
    if (datum.kind == Datum::Kind::none) return "null";
    return datum.kind == Datum::Kind::number ? datum.text : json_quote(datum.text);
}

/// Joins members or elements with commas.
class List {
public:
    explicit List(char open) : text_(1, open), close_(open == '{' ? '}' : ']') {}
    void add(std::string_view part) {
        if (text_.size() > 1) text_ += ',';
        text_ += part;
    }
    void add(std::string_view key, std::string_view json) { add(json_quote(key) + ":" + std::string(json)); }
    std::string done() const { return text_ + close_; }

private:
    std::string text_;
    char close_;
};

std::string places_json(const Places& places) {
    List list{'['};
    for (const std::uint64_t record : places.first) list.add(std::to_string(record));
    return list.done();
}

std::string table_json(const Table& table) {
    List rows{'['};
    for (const Row& row : table.rows) {
        List members{'{'};
        for (std::size_t i = 0; i < table.columns.size(); ++i) members.add(table.columns[i].key, json_of(row.cells[i]));
        if (row.places.count > 0) members.add("records", places_json(row.places));
        rows.add(members.done());
    }
    return rows.done();
}

std::string series_json(const Series& series) {
    List x{'['};
    List y{'['};
    for (const Datum& datum : series.x) x.add(json_of(datum));
    for (const Datum& datum : series.y) y.add(json_of(datum));
    List members{'{'};
    members.add("x_unit", json_quote(series.x_unit));
    members.add("y_unit", json_quote(series.y_unit));
    members.add("x", x.done());
    members.add("y", y.done());
    return members.done();
}

void print_table(Page& page, const Tongue& tongue, const Table& table) {
    if (table.rows.empty()) return;
    page.gap();
    page.paragraph(table.title.in(tongue.language), "  ", "  ", Color::bold);
    print_rows(page, tongue, table, shown_columns(table));
    if (table.left_out > 0)
        page.paragraph(fmt::format(fmt::runtime(tongue("and {} more", "et {} de plus")), table.left_out), "  ", "  ");
}

}  // namespace

void print_rows(Page& page, const Tongue& tongue, const Table& table, const std::vector<std::size_t>& shown) {
    using Room = TableColumn::Room;
    std::vector<Column> columns;
    std::vector<std::string> titles;
    for (const std::size_t i : shown) {
        const Room room = table.columns[i].room;
        const bool keep = room == Room::usual ? i < 2 : room == Room::kept;
        columns.push_back(holds_numbers(table, i) ? (keep ? number_column : optional_number_column)
                                                  : (keep ? words_column : optional_words_column));
        columns.back().ends_pair = columns.size() > 1 && shown[columns.size() - 2] + 1 == i && ends_interval(table, i);
        titles.push_back(table.columns[i].title.in(tongue.language));
    }
    Grid grid{columns};
    grid.heading(titles);
    for (const Row& row : table.rows) {
        std::vector<Piece> pieces;
        for (const std::size_t i : shown) pieces.push_back({clean(row.cells[i].text, 120), row.cells[i].color});
        grid.row(std::move(pieces));
    }
    grid.print(page, 2);
}

void print_section(Page& page, const Tongue& tongue, const Section& section) {
    page.section(section.title.in(tongue.language));
    if (section.absent) {
        page.paragraph(section.absent->in(tongue.language), "  ", "  ");
        return;
    }
    for (const Fact& fact : section.facts) {
        page.paragraph(fact.label.in(tongue.language) + tongue(": ", " : ") +
                           (fact.datum.kind == Datum::Kind::none ? "-" : clean(fact.datum.text)),
                       "  ", "    ");
    }
    for (const Series& series : section.series) print_series(page, tongue, series);
    for (const Table& table : section.tables) {
        if (table.is_matrix) print_matrix(page, tongue, table);
        print_table(page, tongue, table);
    }
    if (!section.notes.empty()) page.gap();
    for (const Phrase& note : section.notes) page.paragraph(note.in(tongue.language), "  ", "  ", Color::dim);
}

std::string section_json(const Section& section, Language language) {
    List members{'{'};
    members.add("section", json_quote(section.name));
    members.add("stratum", json_quote(section.stratum));
    if (section.absent) {
        members.add("absent", json_quote(section.absent->in(language)));
        return members.done();
    }
    List facts{'{'};
    for (const Fact& fact : section.facts) facts.add(fact.key, json_of(fact.datum));
    List tables{'{'};
    List left_out{'{'};
    for (const Table& table : section.tables) {
        tables.add(table.key, table_json(table));
        if (table.left_out > 0) left_out.add(table.key, std::to_string(table.left_out));
    }
    List series{'{'};
    for (const Series& one : section.series) series.add(one.key, series_json(one));
    List notes{'['};
    for (const Phrase& note : section.notes) notes.add(json_quote(note.in(language)));
    members.add("facts", facts.done());
    members.add("tables", tables.done());
    if (left_out.done() != "{}") members.add("left_out", left_out.done());
    members.add("series", series.done());
    members.add("notes", notes.done());
    return members.done();
}

}  // namespace tk::report
