#include "kb-query/position.hpp"

#include <algorithm>
#include <cmath>

#include "board/record.hpp"
#include "core/actions.hpp"
#include "core/text.hpp"
#include "knowledge/fighter_record.hpp"

namespace tk::query {

namespace {

std::optional<int> whole(const JsonView& object, std::string_view key) {
    const auto number = object.number(key);
    return number ? std::optional(static_cast<int>(std::lround(*number))) : std::nullopt;
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
        result.fighters.push_back(knowledge::read_fighter(entity, result.game, &book));
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
    if (action_name(action.string("action").value_or("")) != "spell_cast") return;
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
