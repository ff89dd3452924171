#include "knowledge/spellbook.hpp"

#include <cmath>

#include "core/json.hpp"
#include "core/text.hpp"
#include "knowledge/spell_record.hpp"
#include "rules/element.hpp"

namespace tk::knowledge {

namespace {

constexpr std::string_view spell_columns =
    "SELECT id, name, level_required, ap_cost, min_range, max_range, range_boostable, line_of_sight, cast_in_line, "
    "cast_in_diagonal, needs_free_cell, needs_taken_cell, casts_per_turn, casts_per_target, cooldown, "
    "initial_cooldown, area_of_effect, critical_chance, effects, critical_effects FROM spells WHERE game = $1 AND ";

int rounded(const std::optional<double>& number) {
    return number ? static_cast<int>(std::lround(*number)) : 0;
}

KnownSpell read_spell(const store::Statement& row, JsonParser& parser) {
    const auto number = [&](int column) { return static_cast<int>(row.maybe_integer(column).value_or(0)); };
    KnownSpell known;
    rules::Spell& spell = known.rules;
    spell.id = row.text(0);
    spell.name = row.text(1);
    if (const auto level = row.maybe_integer(2)) known.level = static_cast<int>(*level);
    spell.ap_cost = number(3);
    spell.min_range = number(4);
    spell.max_range = number(5);
    spell.range_boostable = number(6) != 0;
    spell.needs_line_of_sight = row.is_null(7) || number(7) != 0;
    spell.in_line = number(8) != 0;
    spell.in_diagonal = number(9) != 0;
    spell.needs_free_cell = number(10) != 0;
    spell.needs_taken_cell = number(11) != 0;
    spell.casts_per_turn = number(12);
    spell.casts_per_target = number(13);
    spell.cooldown = number(14);
    spell.initial_cooldown = number(15);
    if (const auto zone = row.maybe_text(16)) spell.zone = read_zone(parser.parse(*zone));
    if (!row.is_null(17)) spell.critical_probability = row.real(17);
    if (const auto effects = row.maybe_text(18)) spell.effects = read_effects(parser.parse(*effects));
    if (const auto effects = row.maybe_text(19)) spell.critical_effects = read_effects(parser.parse(*effects));
    return known;
}

}  // namespace

Spellbook::Spellbook(store::Database& database)
    : database_(database),
      class_spells_(database.prepare(std::string(spell_columns) + "folded_class = $2 ORDER BY id")),
      named_spell_(database.prepare(std::string(spell_columns) + "folded_name = $2 ORDER BY id LIMIT 1")),
      spell_by_id_(database.prepare(std::string(spell_columns) + "id = $2")),
      named_monster_(database.prepare("SELECT resistances, health_points, spells, name, action_points, movement_points "
                                      "FROM monsters WHERE game = $1 AND "
                                      "folded_name = $2 ORDER BY id LIMIT 1")),
      seen_change_(database.change_counter()) {}

void Spellbook::refresh() {
    const std::int64_t change = database_.change_counter();
    if (change == seen_change_) return;
    seen_change_ = change;
    by_class_.clear();
    by_name_.clear();
    monsters_.clear();
}

/// What `statement` gives for a game and a folded name, read once: `read` takes each of its rows.
template <class Known, class Read>
const Known& Spellbook::remembered(std::map<Key, Known>& memory, const std::string& game, std::string_view name,
                                   store::Statement& statement, const Read& read) {
    const auto [entry, is_new] = memory.try_emplace({game, fold(name)});
    if (!is_new) {
        ++hits_;
        return entry->second;
    }
    statement.with(game, entry->first.second);
    while (statement.step()) read(entry->second, statement);
    return entry->second;
}

const std::vector<KnownSpell>& Spellbook::of_class(const std::string& game, std::string_view class_name) {
    JsonParser parser;
    return remembered(by_class_, game, class_name, *class_spells_,
                      [&](std::vector<KnownSpell>& spells, const store::Statement& row) {
                          spells.push_back(read_spell(row, parser));
                      });
}

const std::optional<KnownSpell>& Spellbook::named(const std::string& game, std::string_view name) {
    JsonParser parser;
    return remembered(
        by_name_, game, name, *named_spell_,
        [&](std::optional<KnownSpell>& spell, const store::Statement& row) { spell = read_spell(row, parser); });
}

const std::optional<KnownMonster>& Spellbook::monster(const std::string& game, std::string_view name) {
    return remembered(
        monsters_, game, name, *named_monster_,
        [&](std::optional<KnownMonster>& monster, const store::Statement& row) { monster = read_monster(row, game); });
}

std::optional<KnownSpell> Spellbook::by_id(const std::string& game, const std::string& id) {
    JsonParser parser;
    std::optional<KnownSpell> spell;
    spell_by_id_->with(game, id);
    if (spell_by_id_->step()) spell = read_spell(*spell_by_id_, parser);
    spell_by_id_->rewind();
    return spell;
}

KnownMonster Spellbook::read_monster(const store::Statement& row, const std::string& game) {
    KnownMonster known;
    JsonParser parser;
    if (const auto json = row.maybe_text(0)) {
        for (const auto& [element, percent] : parser.parse(*json).members()) {
            known.resistances.push_back({rules::element_key(element), rounded(percent.as_number()), 0});
        }
    }
    if (const auto points = row.maybe_integer(1)) known.hit_points = static_cast<int>(*points);
    if (const auto points = row.maybe_integer(4)) known.action_points = static_cast<int>(*points);
    if (const auto points = row.maybe_integer(5)) known.movement_points = static_cast<int>(*points);
    known.name = row.maybe_text(3).value_or("");
    if (const auto json = row.maybe_text(2)) known.spells = listed(game, *json);
    return known;
}

std::vector<KnownSpell> Spellbook::listed(const std::string& game, std::string_view json_ids) {
    std::vector<KnownSpell> spells;
    JsonParser parser;
    for (const JsonView& id : parser.parse(json_ids).elements()) {
        // Ids are texts in the database; a source may write them as numbers.
        const std::string key = id.as_string() ? std::string(*id.as_string()) : id.dump();
        if (auto spell = by_id(game, key)) spells.push_back(*std::move(spell));
    }
    return spells;
}

}  // namespace tk::knowledge
