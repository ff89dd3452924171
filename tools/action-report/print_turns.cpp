#include <fmt/format.h>

#include "action-report/print.hpp"

namespace tk::report {

namespace {

std::string turn_title(const Tongue& tongue, const Report& report, const TurnRow& turn) {
    std::string title = turn.turn ? fmt::format("{} {}", tongue("Turn", "Tour"), *turn.turn)
                                  : tongue("No turn told", "Sans numéro de tour");
    if (report.sessions.size() > 1) title += fmt::format(", {} {}", tongue("session", "session"), clean(turn.session));
    return title;
}

/// The word that ends a turn tells a player little: it is only shown where the actor did nothing else in that turn.
bool is_shown(const TurnRow& turn, const Deed& deed, const std::vector<ActionKind>& kinds) {
    if (kinds[deed.counted.kind].name != "end_turn" || deed.success == false) return true;
    for (const Deed* other : turn.deeds) {
        if (other->counted.actor != deed.counted.actor || other == &deed) continue;
        if (!kinds[other->counted.kind].happening) return false;
    }
    return true;
}

/// `with_turn`: says which turn it is about, where it does not stand below it.
void print_answer(Page& page, const Tongue& tongue, const Answer& answer, bool with_turn) {
    constexpr std::size_t longest = 20'000;
    std::string text = clean(answer.text, longest);
    if (with_turn && answer.turn) {
        text = fmt::format("{} {}{}{}", tongue("Turn", "Tour"), *answer.turn, tongue(": ", " : "), text);
    }
    if (!answer.model.empty()) text += " (" + clean(answer.model) + ")";
    page.paragraph(text, "  │ ", "  │ ", Color::cyan);
}

/// Adds the rows of one turn.
void add_rows(Grid& grid, const Tongue& tongue, const Report& report, const Collector& log, const TurnRow& turn) {
    const auto& kinds = log.tally().kinds();
    std::optional<std::uint32_t> before;
    for (const Deed* deed : turn.deeds) {
        if (!is_shown(turn, *deed, kinds)) continue;
        const Actor actor = report.actors.who(report.actors.place_of(deed->counted.actor));
        const ActionKind& kind = kinds[deed->counted.kind];
        const std::string name = before == deed->counted.actor ? "" : actor_text(tongue, actor);
        before = deed->counted.actor;
        const bool failed = deed->success == false;
        grid.row({{name, team_color(actor.team)},
                  {deed_text(tongue, *deed, kind, log), {}},
                  {cost_text(tongue, *deed, kind), {}},
                  {effect_text(tongue, *deed, kind, log), failed ? std::optional(Color::yellow) : std::nullopt}});
    }
}

}  // namespace

void print_turns(Page& page, const Tongue& tongue, const Report& report, const Collector& log) {
    if (!report.turns.empty()) page.section(tongue("Turn by turn", "Tour par tour"));
    if (report.actions_cut > 0) {
        const char* const text =
            tongue("Only the last {} actions are told below; the {} before them are counted.",
                   "Seules les {} dernières actions sont racontées ; les {} précédentes sont comptées.");
        page.paragraph(fmt::format(fmt::runtime(text), report.actions - report.actions_cut, report.actions_cut), "",
                       "");
    }
    const Column names{.flexible = true, .kept = page.width() / 5};
    Grid grid{{names, words_column, number_column, words_column}};
    std::vector<std::size_t> ends;
    for (const TurnRow& turn : report.turns) {
        add_rows(grid, tongue, report, log, turn);
        ends.push_back(grid.size());
    }
    for (std::size_t i = 0; i < report.turns.size(); ++i) {
        if (i > 0 || report.actions_cut > 0) page.gap();
        page.line(page.painted(fit(turn_title(tongue, report, report.turns[i]), page.width()), Color::bold));
        grid.print(page, 2, i == 0 ? 0 : ends[i - 1], ends[i]);
        for (const Answer* answer : report.turns[i].answers) print_answer(page, tongue, *answer, false);
    }
    if (!report.other_answers.empty()) page.gap();
    for (const Answer* answer : report.other_answers) print_answer(page, tongue, *answer, true);
}

}  // namespace tk::report
