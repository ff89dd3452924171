#include "kb-query/position.hpp"

#include <algorithm>
#include <cmath>

#include "board/record.hpp"
#include "core/text.hpp"
#include "kb-query/characteristics.hpp"
#include "rules/element.hpp"

namespace tk::query {

namespace {

std::optional<int> whole(const JsonView& object, std::string_view key) {
    const auto number = object.number(key);
    return number ? std::optional(static_cast<int>(std::lround(*number))) : std::nullopt;
}

rules::Fighter read_fighter(const JsonView& entity, const std::string& game, Spellbook& book) {
    rules::Fighter fighter;
    fighter.id = entity.string("id").value_or("");
    fighter.name = entity.string("name").value_or("");
    fighter.team = entity.string("team").value_or("");
    fighter.cell = whole(entity, "cell");
    fighter.ap = whole(entity, "ap");
    fighter.mp = whole(entity, "mp");
    fighter.hp = whole(entity, "hp");
    fighter.max_hp = whole(entity, "max_hp");
    const double share = entity.number("hp_share").value_or(0);
    const auto resistances = entity.find("resistances");
    const bool has_resistances = resistances && resistances->is_object();
    if (has_resistances) {
        for (const auto& [element, percent] : resistances->members()) {
            if (const auto number = percent.as_number())
                fighter.resistances.push_back({rules::element_key(element), static_cast<int>(std::lround(*number)), 0});
        }
    }
    if (!fighter.name.empty()) {
        if (const auto& monster = book.monster(game, fighter.name)) {
            if (!has_resistances) fighter.resistances = monster->resistances;
            // An almost empty bar is not a dead fighter, and one that could not be read has no share.
            if (!fighter.hp && share > 0 && monster->hit_points) {
                fighter.max_hp = monster->hit_points;
                fighter.hp = std::max(1, static_cast<int>(std::lround(share * *monster->hit_points)));
            }
        }
    }
    const auto stats = entity.find("stats");
    return stats && stats->is_object() ? with_characteristics(std::move(fighter), *stats) : fighter;
}

/// The spells that the entity is said to have, folded, and the turns that it must wait for some of them.
std::set<std::string> read_spells(const JsonView& entity) {
    std::set<std::string> spells;
    const auto list = entity.find("spells");
    if (!list || !list->is_array()) return spells;
    for (const JsonView& one : list->elements()) {
        const auto name = one.as_string() ? one.as_string() : one.string("name");
        if (name) spells.insert(fold(*name));
    }
    return spells;
}

std::map<std::string, int> read_cooldowns(const JsonView& entity) {
    std::map<std::string, int> cooldowns;
    const auto list = entity.find("cooldowns");
    if (!list || !list->is_object()) return cooldowns;
    for (const auto& [spell, turns] : list->members()) {
        const auto number = turns.as_number();
        if (number && *number > 0) cooldowns[fold(spell)] = static_cast<int>(std::lround(std::min(*number, 1e6)));
    }
    return cooldowns;
}

/// Nothing is missing, by hit points or, where these are not known, by the bar.
bool is_unhurt(const rules::Fighter& fighter, const JsonView& entity) {
    if (fighter.hp && fighter.max_hp) return *fighter.hp >= *fighter.max_hp;
    return entity.number("hp_share").value_or(0) >= 0.995;
}

}  // namespace

const rules::Fighter* State::find(std::string_view id) const {
    const auto found =
        std::find_if(fighters.begin(), fighters.end(), [&](const rules::Fighter& fighter) { return fighter.id == id; });
    return found == fighters.end() ? nullptr : &*found;
}

std::optional<State> read_state(const JsonView& state, const std::string& default_game, Spellbook& book) {
    const auto active = state.string("active");
    const auto board = state.find("board");
    const auto entities = state.find("entities");
    if (!active || !board || !entities) return std::nullopt;
    State result;
    result.game = state.string("game").value_or(default_game);
    result.turn = whole(state, "turn").value_or(1);
    result.active = *active;
    result.board = board::read_board(*board);
    for (const JsonView& entity : entities->elements()) {
        result.fighters.push_back(read_fighter(entity, result.game, book));
        if (is_unhurt(result.fighters.back(), entity)) result.unhurt.insert(result.fighters.back().id);
        if (result.fighters.back().id != result.active) continue;
        result.class_name = entity.string("class").value_or("");
        result.level = whole(entity, "level");
        result.spells = read_spells(entity);
        result.cooldowns = read_cooldowns(entity);
    }
    const rules::Fighter* const caster = result.find(result.active);
    if (caster == nullptr || !caster->cell || !result.board.geometry().contains(*caster->cell)) return std::nullopt;
    return result;
}

void Casts::note(const JsonView& action) {
    // Another session is another fight, whose turns begin anew.
    const auto session = action.string("session").value_or("");
    if (session != session_) {
        by_actor_.clear();
        session_ = session;
    }
    const auto name = action.string("action").value_or("");
    if (name != "spell_cast" && name != "cast_spell" && name != "cast") return;
    const auto actor = action.string("actor");
    const auto params = action.find("params");
    const auto spell = params ? params->string("spell") : std::nullopt;
    if (!actor || !spell) return;
    const auto result = action.find("result");
    if (result && result->boolean("success") == false) return;
    const auto context = action.find("context");
    const int turn = context ? whole(*context, "turn").value_or(1) : 1;
    Entry& entry = by_actor_[std::string(*actor)];
    const std::string folded = fold(*spell);
    entry.names.insert(folded);
    entry.history.add(folded, turn, params->string("target").value_or(""));
}

const std::set<std::string>& Casts::names_of(const std::string& actor) const {
    static const std::set<std::string> none;
    const auto found = by_actor_.find(actor);
    return found == by_actor_.end() ? none : found->second.names;
}

const rules::CastHistory& Casts::history_of(const std::string& actor) const {
    static const rules::CastHistory none;
    const auto found = by_actor_.find(actor);
    return found == by_actor_.end() ? none : found->second.history;
}

}  // namespace tk::query
