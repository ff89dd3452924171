#include "llm-ask/phrases.hpp"

#include <fmt/format.h>

namespace tk::llm {

namespace {

template <typename T>
std::string with(std::string_view format, const T& value) {
    return fmt::format(fmt::runtime(format), value);
}

}  // namespace

std::string Phrases::counted(const Counted& format, std::int64_t count) const {
    return with(count == 1 || (count == 0 && words_.none_is_one) ? format.one : format.many, count);
}

/// " (25 damage, Terre)", or with names where the effects are not those of the one target.
std::string Phrases::effects(const Fact& fact) const {
    std::string text;
    for (const Effect& effect : fact.effects) {
        const bool named = !effect.target.empty() && (effect.target != fact.target || fact.effects.size() > 1);
        const std::string to = named ? with(words_.to, effect.target) : "";
        if (effect.damage) text += ", " + counted(words_.damage, *effect.damage) + to;
        if (effect.heal) text += ", " + counted(words_.heal, *effect.heal) + to;
    }
    if (text.empty()) return {};
    if (!fact.element.empty()) text += ", " + fact.element;
    return " (" + text.substr(2) + ")";
}

std::string Phrases::what_for(const Fact& fact) const {
    return fact.cost ? with(words_.for_ap, *fact.cost) : std::string{};
}

std::string Phrases::cast(const Fact& fact) const {
    const std::string spell = fact.spell.empty() ? std::string(words_.a_spell) : fact.spell;
    const std::string on = fact.target.empty() ? "" : with(words_.on, fact.target);
    if (!fact.succeeded) return with(words_.fails_to_cast, spell) + on;
    return with(words_.casts, spell) + on + what_for(fact) + effects(fact);
}

std::string Phrases::attack(const Fact& fact) const {
    const std::string whom = fact.target.empty() ? "" : " " + fact.target;
    if (!fact.succeeded) return std::string(words_.fails_to_attack) + whom;
    return std::string(words_.attacks) + whom + what_for(fact) + effects(fact);
}

std::string Phrases::move(const Fact& fact) const {
    if (!fact.succeeded) return std::string(words_.fails_to_move);
    return fact.cells ? counted(words_.moves_cells, *fact.cells) : std::string(words_.moves);
}

std::string Phrases::change(std::string_view some, std::string_view many, const Fact& fact) const {
    const auto points = fact.points == Fact::Points::ap   ? words_.ap
                        : fact.points == Fact::Points::mp ? words_.mp
                                                          : words_.hp;
    return fact.amount ? fmt::format(fmt::runtime(many), *fact.amount, points) : with(some, points);
}

std::string Phrases::predicate(const Fact& fact) const {
    switch (fact.kind) {
        case Fact::Kind::appear: return appears(1);
        case Fact::Kind::move: return move(fact);
        case Fact::Kind::cast: return cast(fact);
        case Fact::Kind::attack: return attack(fact);
        case Fact::Kind::die: return dies();
        case Fact::Kind::gain: return change(words_.gains_some, words_.gains, fact);
        case Fact::Kind::lose: return change(words_.loses_some, words_.loses, fact);
        case Fact::Kind::end_turn: return std::string(words_.ends_turn);
        case Fact::Kind::other: break;
    }
    return with(fact.succeeded ? words_.performs : words_.fails_at, fact.verb);
}

std::string Phrases::left_out(std::size_t count) const {
    return counted(words_.left_out, static_cast<std::int64_t>(count));
}

std::string Phrases::joined(const std::vector<std::string>& parts) const {
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (i > 0) text += i + 1 == parts.size() ? " " + std::string(words_.conjunction) + " " : ", ";
        text += parts[i];
    }
    return text;
}

const Phrases& phrases(Language language) {
    static const Phrases english(vocabulary(Language::english));
    static const Phrases french(vocabulary(Language::french));
    return language == Language::french ? french : english;
}

}  // namespace tk::llm
