#include "llm-ask/english.hpp"

#include <fmt/format.h>

namespace tk::llm {

namespace {

std::string count_of(std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{} {}", count, count == 1 ? one : many);
}

/// " (25 damage, Terre)", or with names where the effects are not those of the one target.
std::string effects(const Fact& fact) {
    std::string text;
    for (const Effect& effect : fact.effects) {
        const bool named = !effect.target.empty() && (effect.target != fact.target || fact.effects.size() > 1);
        const std::string to = named ? " to " + effect.target : "";
        if (effect.damage) text += fmt::format(", {} damage{}", *effect.damage, to);
        if (effect.heal) text += fmt::format(", {} HP restored{}", *effect.heal, to);
    }
    if (text.empty()) return {};
    if (!fact.element.empty()) text += ", " + fact.element;
    return " (" + text.substr(2) + ")";
}

std::string what_for(const Fact& fact) {
    return fact.cost ? fmt::format(" for {} AP", *fact.cost) : std::string{};
}

std::string cast(const Fact& fact) {
    const std::string spell = fact.spell.empty() ? "a spell" : fact.spell;
    const std::string on = fact.target.empty() ? "" : " on " + fact.target;
    if (!fact.succeeded) return fmt::format("fails to cast {}{}", spell, on);
    return fmt::format("casts {}{}{}{}", spell, on, what_for(fact), effects(fact));
}

std::string attack(const Fact& fact) {
    const std::string whom = fact.target.empty() ? "" : " " + fact.target;
    if (!fact.succeeded) return "fails to attack" + whom;
    return "attacks" + whom + what_for(fact) + effects(fact);
}

std::string move(const Fact& fact) {
    if (!fact.succeeded) return "fails to move";
    return fact.cells ? "moves " + count_of(*fact.cells, "cell", "cells") : std::string("moves");
}

}  // namespace

std::string English::predicate(const Fact& fact) const {
    switch (fact.kind) {
        case Fact::Kind::appear: return appears(1);
        case Fact::Kind::move: return move(fact);
        case Fact::Kind::cast: return cast(fact);
        case Fact::Kind::attack: return attack(fact);
        case Fact::Kind::die: return dies();
        case Fact::Kind::gain_hp: return fact.amount ? fmt::format("gains {} HP", *fact.amount) : "gains HP";
        case Fact::Kind::lose_hp: return fact.amount ? fmt::format("loses {} HP", *fact.amount) : "loses HP";
        case Fact::Kind::end_turn: return "ends the turn";
        case Fact::Kind::other: break;
    }
    return fmt::format("{} the action “{}”", fact.succeeded ? "performs" : "fails at", fact.verb);
}

std::string English::left_out(std::size_t count) const {
    return fmt::format("{} not told.",
                       count_of(static_cast<std::int64_t>(count), "more action is", "more actions are"));
}

}  // namespace tk::llm
