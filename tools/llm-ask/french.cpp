#include "llm-ask/french.hpp"

#include <fmt/format.h>

namespace tk::llm {

namespace {

/// In French 0 and 1 take the singular.
std::string count_of(std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 0 || count == 1 ? one : many);
}

/// " (25 points de dégâts, Terre)", or with names where the effects are not those of the one target.
std::string effects(const Fact& fact) {
    std::string text;
    for (const Effect& effect : fact.effects) {
        const bool named = !effect.target.empty() && (effect.target != fact.target || fact.effects.size() > 1);
        const std::string to = named ? " à " + effect.target : "";
        if (effect.damage) text += ", " + count_of(*effect.damage, "point de dégâts", "points de dégâts") + to;
        if (effect.heal) text += ", " + count_of(*effect.heal, "PV rendu", "PV rendus") + to;
    }
    if (text.empty()) return {};
    if (!fact.element.empty()) text += ", " + fact.element;
    return " (" + text.substr(2) + ")";
}

std::string what_for(const Fact& fact) {
    return fact.cost ? fmt::format(" pour {} PA", *fact.cost) : std::string{};
}

std::string cast(const Fact& fact) {
    const std::string spell = fact.spell.empty() ? "un sort" : fact.spell;
    const std::string on = fact.target.empty() ? "" : " sur " + fact.target;
    if (!fact.succeeded) return fmt::format("échoue à lancer {}{}", spell, on);
    return fmt::format("lance {}{}{}{}", spell, on, what_for(fact), effects(fact));
}

std::string attack(const Fact& fact) {
    const std::string whom = fact.target.empty() ? "" : " " + fact.target;
    if (!fact.succeeded) return "échoue à attaquer" + whom;
    return "attaque" + whom + what_for(fact) + effects(fact);
}

std::string move(const Fact& fact) {
    if (!fact.succeeded) return "échoue à se déplacer";
    return fact.cells ? fmt::format("se déplace de {}", count_of(*fact.cells, "case", "cases"))
                      : std::string("se déplace");
}

}  // namespace

std::string French::predicate(const Fact& fact) const {
    switch (fact.kind) {
        case Fact::Kind::appear: return appears(1);
        case Fact::Kind::move: return move(fact);
        case Fact::Kind::cast: return cast(fact);
        case Fact::Kind::attack: return attack(fact);
        case Fact::Kind::die: return dies();
        case Fact::Kind::gain_hp: return fact.amount ? fmt::format("gagne {} PV", *fact.amount) : "gagne des PV";
        case Fact::Kind::lose_hp: return fact.amount ? fmt::format("perd {} PV", *fact.amount) : "perd des PV";
        case Fact::Kind::end_turn: return "termine son tour";
        case Fact::Kind::other: break;
    }
    return fmt::format("{} l'action «\u00a0{}\u00a0»", fact.succeeded ? "effectue" : "échoue à", fact.verb);
}

std::string French::left_out(std::size_t count) const {
    return count_of(static_cast<std::int64_t>(count), "autre action n'est pas racontée.",
                    "autres actions ne sont pas racontées.");
}

}  // namespace tk::llm
