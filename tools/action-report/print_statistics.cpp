#include <fmt/format.h>

#include <algorithm>

#include "action-report/print.hpp"
#include "action-report/section_print.hpp"
#include "action-report/statistics.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;  // of a table; JSON has all

void say_more(Page& page, const Tongue& tongue, std::uint64_t left_out) {
    if (left_out == 0) return;
    page.paragraph(fmt::format(fmt::runtime(tongue("and {} more; --format json has them all",
                                                   "et {} de plus ; --format json les donne tous")),
                               left_out),
                   "  ", "  ", Color::dim);
}

/// With the columns in which nothing stands: a fight's tables look the same every time.
void print(Page& page, const Tongue& tongue, const Table& table) {
    if (table.rows.empty()) return;
    std::vector<std::size_t> columns;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        if (table.columns[i].room != TableColumn::Room::page) columns.push_back(i);
    }
    page.gap();
    print_rows(page, tongue, table, columns);
    say_more(page, tongue, table.left_out);
}

/// A session as a sentence: logs of one session are the rule, and a table of one row tells less.
void print_session(Page& page, const Tongue& tongue, const SessionRow& row) {
    std::string text = row.session.empty() ? tongue("no session told", "sans session")
                                           : fmt::format("{} {}", tongue("session", "session"), clean(row.session));
    text += std::string(tongue(": ", " : ")) + tongue.count(row.actions, "action", "actions");
    if (row.turns > 0) text += ", " + tongue.count(row.turns, tongue("turn", "tour"), tongue("turns", "tours"));
    if (row.first_t)
        text += fmt::format(", {} {}", seconds_text(*row.last_t - *row.first_t),
                            tongue("from first to last", "du début à la fin"));
    page.paragraph(text, "  ", "  ");
}

}  // namespace

void print_statistics(Page& page, const Tongue& tongue, const Report& report, const Selection& selection) {
    const bool summary = selection.has("summary");
    const bool frequencies = selection.has("frequencies");
    const bool durations = selection.has("durations");
    if (!summary && !frequencies && !durations) return;
    page.section(std::string(tongue("Statistics", "Statistiques")) + tongue(": ", " : ") +
                 tongue.count(report.actions, "action", "actions") + ", " +
                 tongue.count(report.acting, tongue("actor", "acteur"), tongue("actors", "acteurs")));
    if (summary) {
        const std::size_t shown = std::min(most_rows, report.sessions.size());
        for (std::size_t i = 0; i < shown; ++i) print_session(page, tongue, report.sessions[i]);
        say_more(page, tongue, report.sessions.size() - shown);
        print(page, tongue, actors_table(report, tongue, most_rows));
        print(page, tongue, fight_table(report, tongue, most_rows));
    }
    if (frequencies) {
        print(page, tongue, actions_table(report, tongue, most_rows));
        print(page, tongue, spells_table(report, tongue, most_rows));
        if (!report.spells.empty()) page.paragraph(spells_note().in(tongue.language), "  ", "  ", Color::dim);
    }
    if (durations) print(page, tongue, durations_table(report, tongue, most_rows));
    if (frequencies) print(page, tongue, errors_table(report, tongue, most_rows));
    page.gap();
    std::string method = rates_note(report).in(tongue.language);
    if (report.duration) method += " " + percentiles_note(*report.duration).in(tongue.language);
    page.paragraph(method, "  ", "  ", Color::dim);
}

}  // namespace tk::report
