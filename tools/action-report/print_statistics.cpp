#include <fmt/format.h>

#include <algorithm>

#include "action-report/print.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;  // of a table; JSON has all

/// The two columns of a success rate: outcomes, and the rate with its interval; never one without the other.
std::vector<Piece> rate_pieces(const Rate& rate, std::uint64_t min_sample) {
    if (rate.known == 0) return {{"-", {}}, {"", {}}};
    const std::string outcomes = fmt::format("{}/{}", rate.successes, rate.known);
    if (!rate.rate) return {{outcomes, {}}, {fmt::format("n < {}", min_sample), Color::dim}};
    const auto percent = [](double share) { return fmt::format("{:.2f}", share * 100); };
    return {{outcomes, {}},
            {fmt::format("{} ({}-{})", percent(*rate.rate), percent(*rate.low), percent(*rate.high)), {}}};
}

std::vector<std::string> rate_titles(const Tongue& tongue) {
    return {tongue("success", "réussite"), tongue("rate, % (interval)", "taux, % (intervalle)")};
}

void append(std::vector<Piece>& row, std::vector<Piece> more) {
    for (Piece& piece : more) row.push_back(std::move(piece));
}

void say_more(Page& page, const Tongue& tongue, std::size_t rows) {
    if (rows <= most_rows) return;
    page.paragraph(fmt::format(fmt::runtime(tongue("and {} more; --format json has them all",
                                                   "et {} de plus ; --format json les donne tous")),
                               rows - most_rows),
                   "  ", "  ", Color::dim);
}

std::string or_blank(double value) {
    return value == 0 ? "" : number_text(value);
}

void print_actors(Page& page, const Tongue& tongue, const Report& report) {
    std::vector<std::string> titles{tongue("actor", "acteur"), tongue("actions", "actions")};
    for (std::string& title : rate_titles(tongue)) titles.push_back(std::move(title));
    Grid grid{{words_column, number_column, number_column, optional_number_column}};
    grid.heading(std::move(titles));
    for (std::size_t i = 0; i < std::min(most_rows, report.actors.size()); ++i) {
        const ActorRow row = report.actors[i];
        std::vector<Piece> pieces{{actor_text(tongue, row.actor), team_color(row.actor.team)},
                                  {std::to_string(row.count), {}}};
        append(pieces, rate_pieces(row.success, report.min_sample));
        grid.row(std::move(pieces));
    }
    page.gap();
    grid.print(page, 2);
    say_more(page, tongue, report.actors.size());
}

/// What a fight did to each of its actors; nothing for logs without hit points.
void print_fight(Page& page, const Tongue& tongue, const Report& report) {
    Grid grid{{words_column, number_column, number_column, optional_number_column, optional_number_column,
               optional_number_column, optional_number_column, optional_number_column}};
    grid.heading({tongue("actor", "acteur"), tongue("HP dealt", "PV infligés"), tongue("taken", "subis"),
                  tongue("healed", "soignés"), tongue("kills", "tués"), tongue("deaths", "morts"), tongue("AP", "PA"),
                  tongue("MP", "PM")});
    for (std::size_t i = 0; i < report.actors.size() && grid.size() < most_rows; ++i) {
        const Actor a = report.actors.who(i);
        if (!a.fought()) continue;
        grid.row({{actor_text(tongue, a), team_color(a.team)},
                  {or_blank(a.damage_dealt), {}},
                  {or_blank(a.damage_taken), {}},
                  {or_blank(a.healing_done), {}},
                  {or_blank(static_cast<double>(a.kills)), {}},
                  {or_blank(static_cast<double>(a.deaths)), {}},
                  {or_blank(a.action_points), {}},
                  {or_blank(a.movement_points), {}}});
    }
    if (grid.empty()) return;
    page.gap();
    grid.print(page, 2);
}

void print_kinds(Page& page, const Tongue& tongue, const Report& report) {
    std::vector<std::string> titles{tongue("action", "action"), tongue("n", "n")};
    for (std::string& title : rate_titles(tongue)) titles.push_back(std::move(title));
    Grid grid{{words_column, number_column, number_column, optional_number_column}};
    grid.heading(std::move(titles));
    for (std::size_t i = 0; i < std::min(most_rows, report.kinds.size()); ++i) {
        const KindRow& row = report.kinds[i];
        std::vector<Piece> pieces{{action_label(tongue, row.action), {}}, {std::to_string(row.count), {}}};
        append(pieces, rate_pieces(row.success, report.min_sample));
        grid.row(std::move(pieces));
    }
    page.gap();
    grid.print(page, 2);
    say_more(page, tongue, report.kinds.size());
}

std::string spread_text(const std::optional<Spread>& spread) {
    if (!spread) return {};
    if (spread->least == spread->most) return number_text(spread->mean);
    return fmt::format("{} ({}-{})", number_text(spread->mean), number_text(spread->least), number_text(spread->most));
}

void print_spells(Page& page, const Tongue& tongue, const Report& report) {
    if (report.spells.empty()) return;
    Grid grid{{words_column, optional_words_column, number_column, number_column, optional_number_column, number_column,
               optional_number_column}};
    grid.heading({tongue("spell", "sort"), tongue("by", "par"), "n", tongue("success", "réussite"), tongue("AP", "PA"),
                  tongue("damage", "dégâts"), tongue("healing", "soins")});
    for (std::size_t i = 0; i < std::min(most_rows, report.spells.size()); ++i) {
        const SpellRow& row = report.spells[i];
        const Actor actor = report.actors.who(row.actor);
        grid.row({{clean(row.spell), {}},
                  {actor_text(tongue, actor), team_color(actor.team)},
                  {std::to_string(row.count), {}},
                  rate_pieces(row.success, report.min_sample)[0],
                  {or_blank(row.action_points), {}},
                  {spread_text(row.damage), {}},
                  {spread_text(row.healing), {}}});
    }
    page.gap();
    grid.print(page, 2);
    say_more(page, tongue, report.spells.size());
    page.paragraph(tongue("damage and healing: mean (least-most) of the casts that did any, all targets together",
                          "dégâts et soins : moyenne (min-max) des lancers qui en ont fait, toutes cibles ensemble"),
                   "  ", "  ", Color::dim);
}

void print_durations(Page& page, const Tongue& tongue, const Report& report) {
    if (!report.duration) return;
    Grid grid{{words_column, number_column, optional_number_column, number_column, number_column,
               optional_number_column, optional_number_column}};
    grid.heading({tongue("duration (s)", "durée (s)"), "n", tongue("mean", "moyenne"), tongue("median", "médiane"),
                  "p95", "min", "max"});
    const auto add = [&](const std::string& label, const std::optional<Spread>& spread) {
        if (!spread) return;
        grid.row({{label, {}},
                  {std::to_string(spread->count), {}},
                  {number_text(spread->mean), {}},
                  {number_text(spread->median), {}},
                  {number_text(spread->p95), {}},
                  {number_text(spread->least), {}},
                  {number_text(spread->most), {}}});
    };
    for (std::size_t i = 0; i < std::min(most_rows, report.kinds.size()); ++i) {
        add(action_label(tongue, report.kinds[i].action), report.kinds[i].duration);
    }
    add(tongue("all actions", "toutes les actions"), report.duration);
    page.gap();
    grid.print(page, 2);
}

void print_errors(Page& page, const Tongue& tongue, const Report& report) {
    if (report.errors.empty()) return;
    Grid grid{{words_column, number_column, words_column}};
    grid.heading({tongue("error", "erreur"), "n", tongue("meaning", "sens")});
    for (std::size_t i = 0; i < std::min(most_rows, report.errors.size()); ++i) {
        const std::string code = clean(report.errors[i].code);
        const std::string meaning = reason_text(tongue, report.errors[i].code);
        grid.row({{code, {}}, {std::to_string(report.errors[i].count), {}}, {meaning == code ? "" : meaning, {}}});
    }
    page.gap();
    grid.print(page, 2);
    say_more(page, tongue, report.errors.size());
}

/// "Rates are Wilson ..., percentiles are ...": how the numbers were made.
std::string method_text(const Tongue& tongue, const Report& report) {
    std::string text =
        fmt::format(fmt::runtime(tongue("Intervals: Wilson, 95 %; no rate below {} known outcomes.",
                                        "Intervalles : Wilson, 95 % ; pas de taux sous {} issues connues.")),
                    report.min_sample);
    if (!report.duration) return text;
    return text + (report.duration->exact ? tongue(" Percentiles: exact, interpolated (type 7).",
                                                   " Percentiles : exacts, interpolés (type 7).")
                                          : tongue(" Percentiles over all actions: within 1 % (DDSketch).",
                                                   " Percentiles sur toutes les actions : à 1 % près (DDSketch)."));
}

}  // namespace

void print_statistics(Page& page, const Tongue& tongue, const Report& report, const Selection& selection) {
    const bool summary = selection.has("summary");
    const bool frequencies = selection.has("frequencies");
    const bool durations = selection.has("durations");
    if (!summary && !frequencies && !durations) return;
    std::string title = std::string(tongue("Statistics", "Statistiques")) + tongue(": ", " : ") +
                        tongue.count(report.actions, "action", "actions") + ", " +
                        tongue.count(report.acting, tongue("actor", "acteur"), tongue("actors", "acteurs"));
    page.section(title);
    for (std::size_t i = 0; summary && i < std::min(most_rows, report.sessions.size()); ++i) {
        const SessionRow& row = report.sessions[i];
        std::string text = row.session.empty() ? tongue("no session told", "sans session")
                                               : fmt::format("{} {}", tongue("session", "session"), clean(row.session));
        text += std::string(tongue(": ", " : ")) + tongue.count(row.actions, "action", "actions");
        if (row.turns > 0) text += ", " + tongue.count(row.turns, tongue("turn", "tour"), tongue("turns", "tours"));
        if (row.first_t)
            text += fmt::format(", {} {}", seconds_text(*row.last_t - *row.first_t),
                                tongue("from first to last", "du début à la fin"));
        page.paragraph(text, "  ", "  ");
    }
    if (summary) {
        say_more(page, tongue, report.sessions.size());
        print_actors(page, tongue, report);
        print_fight(page, tongue, report);
    }
    if (frequencies) {
        print_kinds(page, tongue, report);
        print_spells(page, tongue, report);
    }
    if (durations) print_durations(page, tongue, report);
    if (frequencies) print_errors(page, tongue, report);
    page.gap();
    page.paragraph(method_text(tongue, report), "  ", "  ", Color::dim);
}

}  // namespace tk::report
