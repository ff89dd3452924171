#include "core/rows.hpp"

#include <unistd.h>
#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "core/row_details.hpp"
#include "core/terminal.hpp"
#include "core/text.hpp"

namespace tk {

namespace {

std::string cell_text(const Value& row, const std::string& column) {
    const auto found = row.find(column);
    if (found == row.end() || found->is_null()) return {};
    return found->is_string() ? found->get<std::string>() : found->dump();
}

std::vector<std::string> columns_of(const std::vector<Value>& rows) {
    std::vector<std::string> columns;
    for (const Value& row : rows) {
        for (const auto& [key, value] : row.items()) {
            if (std::find(columns.begin(), columns.end(), key) == columns.end()) columns.push_back(key);
        }
    }
    return columns;
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
        case Format::table:
        case Format::csv: held_.push_back(object); break;
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
    held_.clear();
}

void RowPrinter::print_csv() {
    const auto columns = columns_of(held_);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        context_.out().write((c == 0 ? "" : ",") + csv_field(columns[c]));
    }
    context_.out().write("\r\n");
    for (const Value& row : held_) {
        for (std::size_t c = 0; c < columns.size(); ++c) {
            context_.out().write((c == 0 ? "" : ",") + csv_field(cell_text(row, columns[c])));
        }
        context_.out().write("\r\n");
    }
}

std::vector<std::string> RowPrinter::table_columns() const {
    std::vector<std::string> columns = columns_of(held_);
    std::erase(columns, "type");  // the same word in every row
    if (nested_ == Nested::in_cells) return columns;
    std::erase_if(columns, [&](const std::string& column) {
        return std::any_of(held_.begin(), held_.end(), [&](const Value& row) {
            const auto found = row.find(column);
            return found != row.end() && found->is_structured();
        });
    });
    return columns;
}

void RowPrinter::print_table() {
    std::vector<std::string> columns = table_columns();
    std::vector<std::vector<std::string>> cells;
    std::vector<std::size_t> widths;
    std::vector<bool> numeric(columns.size(), true);
    for (const std::string& column : columns) widths.push_back(display_width(column));
    for (const Value& row : held_) {
        auto& line = cells.emplace_back();
        for (std::size_t c = 0; c < columns.size(); ++c) {
            line.push_back(printable(cell_text(row, columns[c])));
            std::replace(line.back().begin(), line.back().end(), '\n', ' ');
            widths[c] = std::max(widths[c], display_width(line.back()));
            const auto found = row.find(columns[c]);
            if (found != row.end() && !found->is_number() && !found->is_null()) numeric[c] = false;
        }
    }
    for (std::size_t& width : widths) width = std::min(width, widest_cell);
    const std::size_t width = terminal_width(STDOUT_FILENO);
    const std::size_t shown = fitting(widths, width);
    const std::vector<std::string> left_out(columns.begin() + static_cast<std::ptrdiff_t>(shown), columns.end());
    columns.resize(shown);
    const auto print_line = [&](const std::vector<std::string>& line, bool heading) {
        if (columns.empty()) return;  // all there is are lists and objects
        std::string out;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            const std::string text = fit(line[c], widths[c]);
            const std::string pad(widths[c] - display_width(text), ' ');
            if (c > 0) out += "  ";
            out += numeric[c] ? pad + text : text + (c + 1 < columns.size() ? pad : "");
        }
        context_.out().line(heading ? paint(out, Color::bold, context_.out_has_color()) : out);
    };
    print_line(columns, true);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        print_line(cells[i], false);
        if (nested_ == Nested::in_cells) continue;
        for (const std::string& line : detail_lines(held_[i], left_out, width)) context_.out().line(line);
    }
    if (left_out.empty() || nested_ == Nested::below) return;
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
