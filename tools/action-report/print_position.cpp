#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "action-report/print.hpp"

namespace tk::report {

namespace {

/// "Best spells for Élowen, turn 3 (frame fight/000023)"
std::string with_moment(const Tongue& tongue, std::string title, std::optional<std::int64_t> turn,
                        const std::string& frame) {
    if (turn) title += fmt::format(", {} {}", tongue("turn", "tour"), *turn);
    if (!frame.empty()) title += fmt::format(" ({})", clean(frame));
    return title;
}

/// A bar of ten blocks for a share of 1.
std::string bar(double share) {
    const auto full = static_cast<int>(std::lround(std::clamp(share, 0.0, 1.0) * 10));
    std::string text;
    for (int i = 0; i < 10; ++i) text += i < full ? "█" : "░";
    return text;
}

std::optional<Color> bar_color(std::optional<double> share) {
    if (!share) return std::nullopt;
    return *share > 0.5 ? Color::green : *share > 0.25 ? Color::yellow : Color::red;
}

std::string choice_text(const Tongue& tongue, const Choice& choice) {
    std::string text = clean(choice.spell);
    const std::string target = clean(choice.target_name.empty() ? choice.target : choice.target_name);
    if (!target.empty()) text += tongue(" on ", " sur ") + target;
    if (choice.cell) text += fmt::format(" ({} {})", tongue("cell", "case"), *choice.cell);
    const auto add = [&](const std::string& part) { text += ", " + part; };
    if (choice.ap_cost) add(fmt::format("{} {}", number_text(*choice.ap_cost), tongue("AP", "PA")));
    if (choice.expected_damage && (*choice.expected_damage > 0 || !choice.expected_heal)) {
        add(fmt::format("{} {}", number_text(*choice.expected_damage), tongue("damage expected", "dégâts attendus")));
    }
    if (choice.expected_heal && *choice.expected_heal > 0) {
        add(fmt::format("{} {}", number_text(*choice.expected_heal),
                        tongue("HP of healing expected", "PV de soin attendus")));
    }
    return text;
}

}  // namespace

void print_advice(Page& page, const Tongue& tongue, const Advice& advice) {
    const std::string& who = advice.active_name.empty() ? advice.active : advice.active_name;
    page.section(with_moment(tongue,
                             who.empty() ? tongue("Best spells", "Meilleurs sorts")
                                         : tongue("Best spells for ", "Meilleurs sorts pour ") + clean(who),
                             advice.turn, advice.frame));
    int rank = 0;
    for (const Choice& choice : advice.choices) {
        const std::string first = fmt::format("{:>3}. ", ++rank);
        page.paragraph(choice_text(tongue, choice), first, "     ",
                       rank == 1 ? std::optional(Color::bold) : std::nullopt);
        std::string reasons;
        for (const std::string& reason : choice.reasons)
            reasons += (reasons.empty() ? "" : tongue("; ", " ; ")) + clean(reason);
        if (!reasons.empty()) page.paragraph(reasons, "     ", "     ");
    }
    if (advice.choices.empty()) {
        page.paragraph(tongue("No spell can be cast from here.", "Aucun sort ne peut être lancé d'ici."), "  ", "  ");
    }
    if (advice.excluded.empty()) return;
    page.paragraph(tongue("Not now:", "Pas maintenant :"), "  ", "  ");
    for (const Excluded& spell : advice.excluded) {
        const std::string why = spell.reason.empty() ? reason_text(tongue, spell.code) : clean(spell.reason);
        page.paragraph(clean(spell.spell) + tongue(": ", " : ") + why, "     - ", "       ");
    }
}

void print_position(Page& page, const Tongue& tongue, const Position& position) {
    page.section(with_moment(tongue, tongue("Last position", "Dernière position"), position.turn, position.frame));
    Grid grid{{{},
               words_column,
               optional_words_column,
               optional_words_column,
               {},
               number_column,
               optional_number_column,
               optional_number_column,
               optional_number_column}};
    grid.heading({"", tongue("fighter", "combattant"), tongue("team", "équipe"), tongue("class", "classe"), "",
                  tongue("HP", "PV"), tongue("AP", "PA"), tongue("MP", "PM"), tongue("cell", "case")});
    for (const Fighter& fighter : position.fighters) {
        std::string role = clean(fighter.role);
        if (fighter.level) role += fmt::format("{}{}", role.empty() ? "" : " ", *fighter.level);
        std::string hp = fighter.hp ? number_text(*fighter.hp) : "";
        if (fighter.hp && fighter.max_hp) hp += "/" + number_text(*fighter.max_hp);
        if (hp.empty() && fighter.hp_share) hp = fmt::format("{:.6g} %", *fighter.hp_share * 100);
        grid.row({{fighter.active ? "▶" : " ", Color::yellow},
                  {clean(fighter.name.empty() ? fighter.id : fighter.name), team_color(fighter.team)},
                  {team_text(tongue, fighter.team), {}},
                  {role, {}},
                  {fighter.hp_share ? bar(*fighter.hp_share) : "", bar_color(fighter.hp_share)},
                  {hp, {}},
                  {fighter.ap ? number_text(*fighter.ap) : "", {}},
                  {fighter.mp ? number_text(*fighter.mp) : "", {}},
                  {fighter.cell ? std::to_string(*fighter.cell) : "", {}}});
    }
    grid.print(page, 0);
    if (position.fighters.empty())
        page.paragraph(tongue("Nobody is on the board.", "Personne n'est sur le plateau."), "  ", "  ");
}

}  // namespace tk::report
