#include "core/rows.hpp"

#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <nlohmann/json.hpp>

#include "core/row_details.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"

namespace tk {

namespace {

std::string cell_text(const Value* cell) {
    if (cell == nullptr || cell->is_null()) return {};
    return cell->is_string() ? cell->get<std::string>() : cell->dump();
}

std::string table_text(const Value* cell) {
    std::string text = printable(cell_text(cell));
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
}

const Value* find_in(const Value& row, const std::string& column) {
    const auto found = row.find(column);
    return found == row.end() ? nullptr : &*found;
}

std::string csv_field(const std::string& text) {
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

constexpr std::size_t gap = 2;
constexpr std::size_t widest_cell = 28;

/// How many columns, from the left, fit into `room`; at least one.
std::size_t fitting(const std::vector<std::size_t>& widths, std::size_t room) {
    std::size_t total = 0;
    for (std::size_t count = 0; count < widths.size(); ++count) {
        total += widths[count] + (count > 0 ? gap : 0);
        if (total > room) return std::max<std::size_t>(count, 1);
    }
    return widths.size();
}

}  // namespace

RowPrinter::RowPrinter(Context& context, Nested nested)
    : context_(context), format_(context.format()), nested_(nested) {}

RowPrinter::~RowPrinter() = default;

void RowPrinter::row(const Value& object) {
    ++context_.counters().records_out;
    switch (format_) {
        case Format::jsonl: context_.out().line(object.dump()); break;
        case Format::json:
            context_.out().write(any_ ? ",\n" : "[");
            context_.out().write(object.dump());
            break;
        case Format::table: hold_table(object); break;
        case Format::csv: hold_csv(object); break;
    }
    any_ = true;
}

void RowPrinter::next_table() {
    if (held_.empty()) return;
    print_held();
    context_.out().line("");
}

void RowPrinter::finish() {
    if (format_ == Format::json) context_.out().write(any_ ? "]\n" : "[]\n");
    if (!held_.empty()) print_held();
}

void RowPrinter::print_held() {
    if (format_ == Format::csv) print_csv();
    if (format_ == Format::table) print_table();
    columns_.clear();
}

/// The cells of a row in the order of the columns, to which it may add; null for one that it lacks.
std::vector<const Value*> RowPrinter::cells_of(const Value& object) {
    std::vector<const Value*> cells(columns_.size(), nullptr);
    std::size_t expected = 0;  // rows mostly name their columns in the same order
    for (const auto& [key, value] : object.items()) {
        auto column = columns_.begin() + static_cast<std::ptrdiff_t>(expected);
        if (column == columns_.end() || column->name != key)
            column = std::find_if(columns_.begin(), columns_.end(), [&](const Column& one) { return one.name == key; });
        const auto index = static_cast<std::size_t>(column - columns_.begin());
        if (column == columns_.end()) {
            columns_.push_back({key, display_width(key)});
            cells.push_back(nullptr);
        }
        cells[index] = &value;
        expected = index + 1;
    }
    return cells;
}

/// Holds the line of a row as it will be, but for the commas of columns that only later rows have.
void RowPrinter::hold_csv(const Value& object) {
    const std::vector<const Value*> cells = cells_of(object);
    const std::size_t count = cells.size();
    std::string line(reinterpret_cast<const char*>(&count), sizeof count);
    for (std::size_t c = 0; c < count; ++c) {
        if (c > 0) line += ',';
        line += csv_field(cell_text(cells[c]));
    }
    held_.add(line);
}

void RowPrinter::print_csv() {
    for (std::size_t c = 0; c < columns_.size(); ++c) {
        context_.out().write((c == 0 ? "" : ",") + csv_field(columns_[c].name));
    }
    context_.out().write("\r\n");
    held_.drain([&](std::string_view line) {
        std::size_t count = 0;
        std::memcpy(&count, line.data(), sizeof count);
        context_.out().write(line.substr(sizeof count));
        for (std::size_t c = std::max<std::size_t>(count, 1); c < columns_.size(); ++c) context_.out().write(",");
        context_.out().write("\r\n");
    });
}

/// Holds the row as MessagePack, which takes any text and number as it is.
void RowPrinter::hold_table(const Value& object) {
    const std::vector<const Value*> cells = cells_of(object);
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (cells[c] == nullptr) continue;
        Column& column = columns_[c];
        if (!cells[c]->is_number() && !cells[c]->is_null()) column.is_numeric = false;
        if (cells[c]->is_structured()) column.has_structure = true;
        if (column.width < widest_cell) column.width = std::max(column.width, display_width(table_text(cells[c])));
    }
    std::string packed;
    Value::to_msgpack(object, packed);
    held_.add(packed);
}

void RowPrinter::print_table() {
    std::erase_if(columns_, [&](const Column& column) {
        if (column.name == "type") return true;  // the same word in every row
        return nested_ == Nested::below && column.has_structure;
    });
    std::vector<std::size_t> widths;
    for (const Column& column : columns_) widths.push_back(std::min(column.width, widest_cell));
    const std::size_t width = terminal_width(STDOUT_FILENO);
    const std::size_t shown = fitting(widths, width);
    std::vector<std::string> left_out;
    for (std::size_t c = shown; c < columns_.size(); ++c) left_out.push_back(columns_[c].name);
    const auto line_of = [&](auto&& text_of) {
        std::string out;
        for (std::size_t c = 0; c < shown; ++c) {
            const std::string text = fit(text_of(columns_[c].name), widths[c]);
            const std::string pad(widths[c] - display_width(text), ' ');
            if (c > 0) out += "  ";
            out += columns_[c].is_numeric ? pad + text : text + (c + 1 < shown ? pad : "");
        }
        return out;
    };
    const bool has_cells = shown > 0;  // else all there is are lists and objects
    if (has_cells) {
        const std::string heading = line_of([](const std::string& name) { return name; });
        context_.out().line(paint(heading, Color::bold, context_.out_has_color()));
    }
    held_.drain([&](std::string_view packed) {
        const Value row = Value::from_msgpack(packed);
        if (has_cells)
            context_.out().line(line_of([&](const std::string& name) { return table_text(find_in(row, name)); }));
        if (nested_ == Nested::in_cells) return;
        for (const std::string& line : detail_lines(row, left_out, width)) context_.out().line(line);
    });
    if (!left_out.empty() && nested_ == Nested::in_cells) print_note(left_out, width);
}

void RowPrinter::print_note(const std::vector<std::string>& left_out, std::size_t width) {
    std::string note = "(not shown:";
    for (const std::string& column : left_out) note += " " + column;
    note += "; --format jsonl shows all)";
    std::string line;
    for (const std::string& word : split(note, ' ')) {
        if (!line.empty() && display_width(line) + 1 + display_width(word) > width) {
            context_.out().line(paint(line, Color::dim, context_.out_has_color()));
            line.clear();
        }
        line += (line.empty() ? "" : " ") + word;
    }
    context_.out().line(paint(line, Color::dim, context_.out_has_color()));
}

void print_row(Context& context, const Value& object) {
    RowPrinter printer(context, RowPrinter::Nested::below);
    printer.row(object);
    printer.finish();
}

}  // namespace tk
