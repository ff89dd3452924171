#include "action-report/svg.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <ctime>
#include <optional>

#include "action-report/markup.hpp"
#include "core/terminal.hpp"

namespace tk::report {

namespace {

constexpr double picture_width = 640;
constexpr std::size_t most_bars = 20;

/// The beginning of a picture of `height`; `label` is read to those who cannot see it.
std::string open_svg(double height, const std::string& label) {
    return fmt::format(
        "<svg class=\"chart\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {} {}\" role=\"img\" "
        "aria-label=\"{}\">"
        "<title>{}</title>",
        picture_width, height, escaped(label), escaped(label));
}

std::string text_at(double x, double y, std::string_view text, std::string_view anchor = "start",
                    std::string_view fill = "var(--ink, #1b1b1b)") {
    return fmt::format("<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"{}\" fill=\"{}\" font-size=\"12\">{}</text>", x,
                       y, anchor, fill, escaped(text));
}

/// The text of an x value: moments are dates, others as they are.
std::string x_text(const Datum& datum, const std::string& unit) {
    if (unit != "time") return unit.empty() ? datum.text : datum.text + " " + unit;
    const auto seconds = static_cast<std::time_t>(datum.value);
    std::tm parts{};
    if (std::abs(datum.value) > 2e11 || gmtime_r(&seconds, &parts) == nullptr) return datum.text;
    return fmt::format("{:%Y-%m-%d %H:%M} UTC", parts);
}

/// The column that bars are drawn of: numbers that are not negative; the one with the most of them, of several the
/// first.
std::optional<std::size_t> bar_column(const Table& table) {
    std::optional<std::size_t> best;
    std::size_t most = 0;
    for (std::size_t c = 1; c < table.columns.size(); ++c) {
        std::size_t numbers = 0;
        double highest = 0;
        bool fits = true;
        for (const Row& row : table.rows) {
            if (c >= row.cells.size()) return std::nullopt;
            const Datum& datum = row.cells[c];
            fits = fits && (datum.kind == Datum::Kind::number || datum.kind == Datum::Kind::none) && datum.value >= 0;
            numbers += datum.kind == Datum::Kind::number ? 1 : 0;
            highest = std::max(highest, datum.value);
        }
        if (!fits || highest <= 0 || numbers <= most) continue;
        most = numbers;
        best = c;
    }
    return best;
}

/// What a row is about: its first text, and the second where that follows at once, as in tables of pairs.
std::string label_of(const Row& row) {
    const bool is_pair = row.cells.size() > 1 && row.cells[1].kind == Datum::Kind::text && !row.cells[1].text.empty();
    return row.cells[0].text + (is_pair ? " · " + row.cells[1].text : "");
}

std::string bars_svg(const Table& table, Language language) {
    const auto column = bar_column(table);
    if (!column || table.rows.size() < 2) return {};
    constexpr double head = 18;
    constexpr double row_height = 22;
    constexpr double label_width = 250;
    constexpr double value_width = 90;
    const std::size_t count = std::min(table.rows.size(), most_bars);
    double most = 0;
    for (std::size_t i = 0; i < count; ++i) most = std::max(most, table.rows[i].cells[*column].value);
    if (most <= 0) return {};
    const std::string& drawn = table.columns[*column].title.in(language);
    std::string out =
        open_svg(head + static_cast<double>(count) * row_height + 4, table.title.in(language) + ": " + drawn);
    out += text_at(label_width, 13, drawn, "start", "var(--soft, #5a5f66)");
    for (std::size_t i = 0; i < count; ++i) {
        const Row& row = table.rows[i];
        const Datum& datum = row.cells[*column];
        const double y = head + static_cast<double>(i) * row_height + 2;
        const double width = std::max(datum.value, 0.0) / most * (picture_width - label_width - value_width);
        out += text_at(label_width - 8, y + 15, fit(label_of(row), 36), "end");
        out += fmt::format("<rect x=\"{}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{}\" fill=\"var(--mark, #2563a8)\"/>",
                           label_width, y + 3, width, row_height - 6);
        out += text_at(label_width + width + 6, y + 15, datum.text);
    }
    return out + "</svg>";
}

std::string matrix_svg(const Table& table, Language language) {
    if (table.rows.empty() || table.columns.size() < 2) return {};
    constexpr double row_height = 24;
    constexpr double label_width = 100;
    constexpr double head = 18;
    const std::size_t columns = table.columns.size() - 1;
    const double cell = (picture_width - label_width) / static_cast<double>(columns);
    double most = 0;
    for (const Row& row : table.rows) {
        for (std::size_t c = 1; c < row.cells.size(); ++c) most = std::max(most, row.cells[c].value);
    }
    const std::size_t every = cell < 24 ? static_cast<std::size_t>(std::ceil(24 / cell)) : 1;
    std::string out =
        open_svg(head + static_cast<double>(table.rows.size()) * row_height + 2, table.title.in(language));
    for (std::size_t c = 0; c < columns; c += every) {
        out += text_at(label_width + (static_cast<double>(c) + 0.5) * cell, 13, table.columns[c + 1].title.in(language),
                       "middle");
    }
    for (std::size_t r = 0; r < table.rows.size(); ++r) {
        const Row& row = table.rows[r];
        const double y = head + static_cast<double>(r) * row_height;
        out += text_at(label_width - 8, y + 16, fit(row.cells[0].text, 14), "end");
        for (std::size_t c = 1; c < row.cells.size(); ++c) {
            const double share = most > 0 ? std::max(row.cells[c].value, 0.0) / most : 0;
            const double x = label_width + static_cast<double>(c - 1) * cell;
            out += fmt::format(
                "<rect x=\"{:.2f}\" y=\"{:.1f}\" width=\"{:.2f}\" height=\"{}\" fill=\"var(--mark, #2563a8)\" "
                "fill-opacity=\"{:.3f}\" stroke=\"var(--line, #c9c9c9)\" stroke-width=\"0.5\"><title>{}</title></rect>",
                x, y, cell, row_height, share,
                escaped(fmt::format("{}, {}: {}", row.cells[0].text, table.columns[c].title.in(language),
                                    row.cells[c].kind == Datum::Kind::none ? "-" : row.cells[c].text)));
            // A number has room in most cells only when it is short; the table below has them all.
            if (static_cast<double>(display_width(row.cells[c].text)) * 6.5 > cell) continue;
            out += fmt::format(
                "<text x=\"{:.1f}\" y=\"{:.1f}\" text-anchor=\"middle\" font-size=\"11\" fill=\"{}\">{}</text>",
                x + cell / 2, y + 16, share > 0.55 ? "var(--paper, #ffffff)" : "var(--ink, #1b1b1b)",
                escaped(row.cells[c].text));
        }
    }
    return out + "</svg>";
}

}  // namespace

std::string series_svg(const Series& series, Language language) {
    std::vector<std::size_t> known;
    for (std::size_t i = 0; i < std::min(series.x.size(), series.y.size()); ++i) {
        if (series.x[i].kind == Datum::Kind::number && series.y[i].kind == Datum::Kind::number) known.push_back(i);
    }
    if (known.size() < 2) return {};
    const auto by_y = [&](std::size_t a, std::size_t b) { return series.y[a].value < series.y[b].value; };
    const auto by_x = [&](std::size_t a, std::size_t b) { return series.x[a].value < series.x[b].value; };
    const Datum& bottom = series.y[*std::min_element(known.begin(), known.end(), by_y)];
    const Datum& top = series.y[*std::max_element(known.begin(), known.end(), by_y)];
    const Datum& first = series.x[*std::min_element(known.begin(), known.end(), by_x)];
    const Datum& last = series.x[*std::max_element(known.begin(), known.end(), by_x)];
    constexpr double left = 90;
    constexpr double height = 200;
    constexpr double above = 12;
    constexpr double below = 28;
    const auto place = [](double value, double least, double most) {
        return most > least ? (value - least) / (most - least) : 0.5;
    };
    const auto x_of = [&](std::size_t i) {
        return left + place(series.x[i].value, first.value, last.value) * (picture_width - left - 8);
    };
    const auto y_of = [&](std::size_t i) {
        return height - below - place(series.y[i].value, bottom.value, top.value) * (height - above - below);
    };
    const std::string unit = series.y_unit.empty() ? "" : " " + series.y_unit;
    std::string out = open_svg(height, series.title.in(language));
    out += fmt::format("<path d=\"M{0} {1}V{2}H{3}\" fill=\"none\" stroke=\"var(--line, #c9c9c9)\"/>", left, above,
                       height - below, picture_width - 8);
    out += text_at(left - 6, above + 8, top.text + unit, "end");
    if (bottom.text != top.text) out += text_at(left - 6, height - below, bottom.text + unit, "end");
    out += text_at(left, height - 8, x_text(first, series.x_unit));
    out += text_at(picture_width - 8, height - 8, x_text(last, series.x_unit), "end");
    out += "<polyline fill=\"none\" stroke=\"var(--mark, #2563a8)\" stroke-width=\"1.5\" points=\"";
    for (const std::size_t i : known) out += fmt::format("{:.1f},{:.1f} ", x_of(i), y_of(i));
    out.back() = '"';
    out += "/>";
    constexpr std::size_t most_dots = 60;
    if (known.size() <= most_dots) {
        for (const std::size_t i : known) {
            out += fmt::format(
                "<circle cx=\"{:.1f}\" cy=\"{:.1f}\" r=\"3\" fill=\"var(--mark, #2563a8)\"><title>{}</title></circle>",
                x_of(i), y_of(i), escaped(x_text(series.x[i], series.x_unit) + ": " + series.y[i].text + unit));
        }
    }
    return out + "</svg>";
}

std::string table_svg(const Table& table, Language language) {
    return table.is_matrix ? matrix_svg(table, language) : bars_svg(table, language);
}

std::string svg_document(const std::vector<Section>& sections, Language language) {
    constexpr double title_height = 34;
    constexpr double margin = 20;
    double y = margin;
    std::string body;
    const auto add = [&](const std::string& title, const std::string& picture) {
        if (picture.empty()) return;
        body += fmt::format(
            "<text class=\"title\" x=\"{}\" y=\"{:.0f}\" font-weight=\"bold\" font-size=\"14\" "
            "fill=\"var(--ink, #1b1b1b)\">{}</text>",
            margin, y + 20, escaped(title));
        y += title_height;
        // The height of a picture stands in its viewBox: "0 0 640 H".
        const std::size_t box = picture.find("viewBox=\"0 0 ");
        const double height = std::strtod(picture.c_str() + picture.find(' ', box + 13), nullptr);
        body += "<svg x=\"" +
                fmt::format("{}\" y=\"{:.0f}\" width=\"{}\" height=\"{}\"", margin, y, picture_width, height) +
                picture.substr(4);
        y += height + margin;
    };
    for (const Section& section : sections) {
        const std::string head = section.title.in(language) + " · ";
        for (const Series& series : section.series) add(head + series.title.in(language), series_svg(series, language));
        for (const Table& table : section.tables) add(head + table.title.in(language), table_svg(table, language));
    }
    return fmt::format(
               "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1:.0f}\" width=\"{0}\" height=\"{1:.0f}\" "
               "font-family=\"sans-serif\"><style>:root{{--paper:#ffffff;--ink:#1b1b1b;--soft:#5a5f66;--line:#c9c9c9;--"
               "mark:#2563a8}}"
               "@media (prefers-color-scheme: "
               "dark){{:root{{--paper:#16181c;--ink:#e8e8e8;--soft:#a6adb7;--line:#4a4f57;--mark:#6fa8e8}}}}"
               "</style><rect width=\"100%\" height=\"100%\" fill=\"var(--paper, #ffffff)\"/>",
               picture_width + 2 * margin, y) +
           body + "</svg>\n";
}

}  // namespace tk::report
