#include "action-report/page_html.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "action-report/markup.hpp"
#include "action-report/page_style.hpp"
#include "action-report/svg.hpp"

namespace tk::report {

namespace {

/// "records 3, 9, 12 and 40 more", for the title of a row.
std::string places_text(const Places& places, const Tongue& tongue) {
    if (places.count == 0) return {};
    std::string text = fmt::format(
        "{} {}", places.count == 1 ? tongue("record", "enregistrement") : tongue("records", "enregistrements"),
        fmt::join(places.first, ", "));
    if (places.count > places.first.size())
        text += fmt::format(fmt::runtime(tongue(" and {} more", " et {} de plus")), places.count - places.first.size());
    return text;
}

std::string table_html(const Table& table, const Tongue& tongue) {
    const Language language = tongue.language;
    std::string out = "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" +
                      escaped(table.title.in(language)) + "\"><table><caption>" + escaped(table.title.in(language)) +
                      "</caption><thead><tr>";
    const std::vector<std::size_t> shown = shown_columns(table);
    for (const std::size_t c : shown) {
        out += fmt::format("<th scope=\"col\"{}>{}</th>", holds_numbers(table, c) ? " class=\"n\"" : "",
                           escaped(table.columns[c].title.in(language)));
    }
    out += "</tr></thead><tbody>\n";
    for (const Row& row : table.rows) {
        const std::string places = places_text(row.places, tongue);
        out += places.empty() ? "<tr>" : "<tr title=\"" + escaped(places) + "\">";
        for (const std::size_t c : shown) {
            const Datum& datum = c < row.cells.size() ? row.cells[c] : Datum{};
            const bool number = datum.kind == Datum::Kind::number || datum.kind == Datum::Kind::figures;
            out += fmt::format("<td{}>{}</td>", number ? " class=\"n\"" : "",
                               datum.kind == Datum::Kind::none ? "" : escaped(datum.text));
        }
        out += "</tr>\n";
    }
    out += "</tbody></table></div>\n";
    if (table.left_out > 0) {
        out += "<p class=\"note\">" +
               fmt::format(fmt::runtime(tongue("and {} more", "et {} de plus")), table.left_out) + "</p>\n";
    }
    return out;
}

std::string figure(const std::string& picture, const Phrase& title, Language language) {
    if (picture.empty()) return {};
    return "<figure>" + picture + "<figcaption>" + escaped(title.in(language)) + "</figcaption></figure>\n";
}

std::string section_html(const Section& section, const Tongue& tongue) {
    const Language language = tongue.language;
    std::string out =
        fmt::format("<section id=\"{0}\" aria-labelledby=\"h-{0}\"><h2 id=\"h-{0}\" tabindex=\"-1\">{1}</h2>\n",
                    escaped(section.name), escaped(section.title.in(language)));
    if (section.absent) return out + "<p>" + escaped(section.absent->in(language)) + "</p></section>\n";
    if (!section.facts.empty()) {
        out += "<dl>\n";
        for (const Fact& fact : section.facts) {
            const std::string places = places_text(fact.places, tongue);
            out += fmt::format("<div{}><dt>{}</dt><dd>{}</dd></div>\n",
                               places.empty() ? "" : " title=\"" + escaped(places) + "\"",
                               escaped(fact.label.in(language)),
                               fact.datum.kind == Datum::Kind::none ? "-" : escaped(fact.datum.text));
        }
        out += "</dl>\n";
    }
    for (const Series& series : section.series) out += figure(series_svg(series, language), series.title, language);
    for (const Table& table : section.tables) {
        if (table.rows.empty()) continue;
        // The caption of the table right below says what the picture is of.
        if (const std::string picture = table_svg(table, language); !picture.empty())
            out += "<figure>" + picture + "</figure>\n";
        out += table_html(table, tongue);
    }
    for (const Phrase& note : section.notes) out += "<p class=\"note\">" + escaped(note.in(language)) + "</p>\n";
    return out + "</section>\n";
}

}  // namespace

std::string html_page(const std::vector<Section>& sections, std::string_view json, const Tongue& tongue) {
    const char* const title = tongue("Action report", "Rapport d'actions");
    std::string out = fmt::format(
        "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta name=\"color-scheme\" content=\"light dark\">\n"
        // Nothing can be fetched, whatever the log holds.
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; "
        "script-src 'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n"
        "<a class=\"skip\" href=\"#main\">{}</a>\n<header><h1>{}</h1>\n",
        tongue("en", "fr"), title, page_style, tongue("Skip to the report", "Aller au rapport"), title);
    out += fmt::format(
        "<label>{} <select id=\"theme\"><option value=\"\">{}</option><option value=\"light\">{}</option>"
        "<option value=\"dark\">{}</option><option value=\"contrast\">{}</option></select></label>\n",
        tongue("Colours", "Couleurs"), tongue("as the system", "comme le système"), tongue("light", "clair"),
        tongue("dark", "sombre"), tongue("high contrast", "contraste élevé"));
    out += fmt::format("<p class=\"note\" id=\"keys\">{}</p></header>\n<nav aria-label=\"{}\"><ul>\n",
                       tongue("Keys: j and k next and previous section, t colours; a click on a column's title sorts.",
                              "Touches : j et k section suivante et précédente, t couleurs ; un clic sur un titre de "
                              "colonne trie."),
                       tongue("Sections", "Sections"));
    for (const Section& section : sections) {
        out += fmt::format("<li><a href=\"#{}\">{}</a></li>\n", escaped(section.name),
                           escaped(section.title.in(tongue.language)));
    }
    out += "</ul></nav>\n<main id=\"main\">\n";
    for (const Section& section : sections) out += section_html(section, tongue);
    out += "</main>\n<script type=\"application/json\" id=\"report\">" + script_json(json) + "</script>\n<script>";
    out += page_script;
    return out + "</script>\n</body>\n</html>\n";
}

}  // namespace tk::report
