#include "action-report/plot_print.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>

#include "action-report/plot.hpp"

namespace tk::report {

namespace {

constexpr std::size_t plot_rows = 6;
constexpr std::size_t few_points = 12;

/// The text of an x value: moments are dates, others as they are.
std::string x_text(const Datum& datum, const std::string& unit) {
    if (unit != "time") return unit.empty() ? datum.text : datum.text + " " + unit;
    const auto seconds = static_cast<std::time_t>(datum.value);
    std::tm parts{};
    if (std::abs(datum.value) > 2e11 || gmtime_r(&seconds, &parts) == nullptr) return datum.text;
    return fmt::format("{:%Y-%m-%d %H:%M} UTC", parts);
}

}  // namespace

void print_series(Page& page, const Tongue& tongue, const Series& series) {
    std::vector<Point> points;
    std::vector<std::optional<double>> values;
    const Datum* bottom = nullptr;
    const Datum* top = nullptr;
    const Datum* first = nullptr;
    const Datum* last = nullptr;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        const Datum& x = series.x[i];
        const Datum& y = series.y[i];
        const bool known = x.kind == Datum::Kind::number && y.kind == Datum::Kind::number;
        values.push_back(known ? std::optional(y.value) : std::nullopt);
        if (!known) continue;
        points.push_back({x.value, y.value});
        if (bottom == nullptr || y.value < bottom->value) bottom = &y;
        if (top == nullptr || y.value > top->value) top = &y;
        if (first == nullptr || x.value < first->value) first = &x;
        if (last == nullptr || x.value > last->value) last = &x;
    }
    if (points.size() < 2) return;
    const std::string unit = series.y_unit.empty() ? "" : " " + series.y_unit;
    const std::string low = bottom->text + unit;
    const std::string high = top->text + unit;
    page.gap();
    page.paragraph(series.title.in(tongue.language), "  ", "  ", Color::bold);
    const std::string span = x_text(*first, series.x_unit) + " – " + x_text(*last, series.x_unit);
    constexpr std::size_t indent = 2;
    const std::size_t label = std::max(display_width(low), display_width(high));
    const std::size_t room = page.width() - std::min(page.width(), indent + label + 2);
    if (points.size() <= few_points || room < 20) {
        page.line("  " + sparkline(values, page.width() > 4 ? page.width() - 4 : 1));
        page.paragraph(fmt::format("{}: {} – {}", span, low, high), "  ", "  ", Color::dim);
        return;
    }
    const auto lines = braille_plot(points, room, plot_rows);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const std::string text = i == 0 ? high : i + 1 == lines.size() ? low : "";
        page.line(fmt::format("  {}{} {}", std::string(label - display_width(text), ' '), text, lines[i]));
    }
    page.paragraph(span, std::string(indent + label + 1, ' '), std::string(indent + label + 1, ' '), Color::dim);
}

void print_matrix(Page& page, const Tongue& tongue, const Table& table) {
    if (table.rows.empty() || table.columns.size() < 2) return;
    std::size_t label = 0;
    const Datum* most = nullptr;
    for (const Row& row : table.rows) {
        label = std::max(label, display_width(clean(row.cells[0].text)));
        for (std::size_t c = 1; c < row.cells.size(); ++c) {
            if (most == nullptr || row.cells[c].value > most->value) most = &row.cells[c];
        }
    }
    label = std::min<std::size_t>(label, 16);
    const std::size_t columns = table.columns.size() - 1;
    if (page.width() < 2 + label + 1 + columns) return;
    const std::size_t wide = page.width() >= 2 + label + 1 + 2 * columns ? 2 : 1;
    page.gap();
    page.paragraph(table.title.in(tongue.language), "  ", "  ", Color::bold);
    for (const Row& row : table.rows) {
        const std::string name = fit(clean(row.cells[0].text), label);
        std::string line = "  " + name + std::string(label - display_width(name) + 1, ' ');
        for (std::size_t c = 1; c < row.cells.size(); ++c) {
            const double share = most->value > 0 ? row.cells[c].value / most->value : 0;
            for (std::size_t i = 0; i < wide; ++i) line += shade(share);
        }
        page.line(line);
    }
    page.paragraph(
        fmt::format("{} {} {} · {} █ {}", tongue("columns", "colonnes"),
                    clean(table.columns[1].title.in(tongue.language)) + " –",
                    clean(table.columns.back().title.in(tongue.language)), tongue("most", "maximum"), most->text),
        "  ", "  ", Color::dim);
}

}  // namespace tk::report
