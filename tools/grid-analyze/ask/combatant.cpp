#include "grid-analyze/ask/combatant.hpp"

#include <algorithm>
#include <cmath>

#include "core/text.hpp"
#include "knowledge/fighter_record.hpp"
#include "knowledge/spell_record.hpp"
#include "rules/tackle.hpp"

namespace tk::grid {
namespace {

/// A characteristic by its English or French name.
std::optional<int> characteristic(const JsonView& entity, std::initializer_list<std::string_view> names) {
    const auto stats = entity.find("stats");
    if (!stats || !stats->is_object()) return std::nullopt;
    for (const auto& [name, value] : stats->members()) {
        const auto number = value.as_number();
        if (!number || std::abs(*number) > 1e6) continue;
        if (std::find(names.begin(), names.end(), fold(name)) != names.end())
            return static_cast<int>(std::lround(*number));
    }
    return std::nullopt;
}

bool is_called(const rules::Spell& spell, const std::string& folded) {
    return fold(spell.name) == folded || fold(spell.id) == folded;
}

/// The spells that an entity lists.
std::vector<rules::Spell> listed_spells(const JsonView& list, const BoardFile& file, knowledge::Spellbook* book) {
    std::vector<rules::Spell> spells;
    for (const JsonView& entry : list.elements()) {
        std::optional<rules::Spell> known;
        const auto name = entry.as_string() ? entry.as_string() : entry.string("name");
        if (name) known = find_spell(std::string(*name), nullptr, file, book);
        // What stands in the record itself holds, unless it is a name alone.
        if (entry.is_object() && (!known || entry.find("effects"))) known = knowledge::read_spell(entry);
        if (known) spells.push_back(std::move(*known));
    }
    return spells;
}

/// The spells of its kind: of the monster of its name, else of its class.
std::vector<rules::Spell> spells_of_kind(const JsonView& entity, const rules::Fighter& fighter, const std::string& game,
                                         knowledge::Spellbook& book) {
    std::vector<rules::Spell> spells;
    if (const auto& monster = book.monster(game, fighter.name); monster && !fighter.name.empty()) {
        for (const auto& spell : monster->spells) spells.push_back(spell.rules);
    }
    const auto class_name = entity.string("class");
    if (!spells.empty() || !class_name) return spells;
    const auto level = entity.integer("level");
    for (const auto& spell : book.of_class(game, *class_name)) {
        if (!level || !spell.level || *spell.level <= *level) spells.push_back(spell.rules);
    }
    return spells;
}

/// Without those that wait for more than the next turn.
void drop_waiting(std::vector<rules::Spell>& spells, const JsonView& entity) {
    const auto cooldowns = entity.find("cooldowns");
    if (!cooldowns) return;
    for (const auto& [name, turns] : cooldowns->members()) {
        if (turns.as_number().value_or(0) <= 1) continue;
        const std::string folded = fold(name);
        std::erase_if(spells, [&](const rules::Spell& spell) { return is_called(spell, folded); });
    }
}

Combatant combatant(const Piece& piece, const BoardFile& file, knowledge::Spellbook* book) {
    JsonParser parser;
    const JsonView entity = parser.parse(piece.record);
    Combatant one;
    one.fighter = knowledge::read_fighter(entity, file.game, book);
    one.fighter.id = piece.id;
    one.fighter.cell = piece.cell;
    if (book != nullptr && !one.fighter.name.empty()) {
        if (const auto& monster = book->monster(file.game, one.fighter.name)) {
            if (!one.fighter.ap) one.fighter.ap = monster->action_points;
            if (!one.fighter.mp) one.fighter.mp = monster->movement_points;
        }
    }
    const auto list = entity.find("spells");
    if (list && list->is_array()) {
        one.spells = listed_spells(*list, file, book);
    } else if (book != nullptr) {
        one.spells = spells_of_kind(entity, one.fighter, file.game, *book);
    }
    const bool knows_spells = !one.spells.empty() || (list && list->is_array() && list->elements().empty());
    drop_waiting(one.spells, entity);
    one.evade = characteristic(entity, {"tackle_evade", "evade", "dodge", "fuite"});
    one.block = characteristic(entity, {"tackle_block", "block", "lock", "tacle"});
    if (!one.fighter.ap) one.unknown.emplace_back("ap");
    if (!one.fighter.mp) one.unknown.emplace_back("mp");
    if (!knows_spells) one.unknown.emplace_back("spells");
    return one;
}

}  // namespace

std::vector<Combatant> combatants_of(const BoardFile& file, knowledge::Spellbook* book) {
    std::vector<Combatant> all;
    for (const Piece& piece : file.pieces) {
        Combatant one = combatant(piece, file, book);
        if (one.fighter.alive()) all.push_back(std::move(one));
    }
    return all;
}

std::optional<rules::Spell> find_spell(const std::string& text, const Combatant* caster, const BoardFile& file,
                                       knowledge::Spellbook* book) {
    const std::string folded = fold(text);
    if (caster != nullptr) {
        for (const rules::Spell& spell : caster->spells) {
            if (is_called(spell, folded)) return spell;
        }
    }
    JsonParser parser;
    for (const std::string& json : file.spells) {
        rules::Spell spell = knowledge::read_spell(parser.parse(json));
        if (is_called(spell, folded)) return spell;
    }
    if (book == nullptr) return std::nullopt;
    if (const auto& spell = book->named(file.game, text)) return spell->rules;
    const auto by_id = book->by_id(file.game, text);
    return by_id ? std::optional(by_id->rules) : std::nullopt;
}

bool are_enemies(const Combatant& a, const Combatant& b) {
    return !a.fighter.team.empty() && !b.fighter.team.empty() && a.fighter.team != b.fighter.team;
}

double share_kept(const Combatant& mover, const Combatant& tackler) {
    return rules::tackle_share(mover.evade.value_or(0), tackler.block.value_or(0));
}

}  // namespace tk::grid
