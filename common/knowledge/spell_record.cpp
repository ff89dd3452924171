#include "knowledge/spell_record.hpp"

#include <algorithm>
#include <cmath>

#include "board/zone.hpp"
#include "core/error.hpp"
#include "rules/element.hpp"

namespace tk::knowledge {

namespace {

constexpr double most = 1e6;  // beyond any game's numbers; keeps whole numbers whole

int whole(const JsonView& object, std::string_view key) {
    return static_cast<int>(std::lround(std::clamp(object.number(key).value_or(0), -most, most)));
}

/// True and false, or the 0 and 1 of a database.
bool flag(const JsonView& object, std::string_view key, bool otherwise) {
    if (const auto yes = object.boolean(key)) return *yes;
    const auto number = object.integer(key);
    return number ? *number != 0 : otherwise;
}

/// `text` when it is a zone, else a point.
std::string known_zone(std::string text) {
    try {
        board::parse_zone(text);
    } catch (const Error&) {
        return "P";
    }
    return text;
}

}  // namespace

std::vector<rules::Effect> read_effects(const JsonView& list) {
    std::vector<rules::Effect> effects;
    for (const JsonView& entry : list.elements()) {
        rules::Effect effect;
        const auto kind = entry.string("kind").value_or("");
        effect.kind = kind == "damage" ? rules::Effect::Kind::damage
                      : kind == "heal" ? rules::Effect::Kind::heal
                                       : rules::Effect::Kind::other;
        effect.element = rules::element_key(entry.string("element").value_or(""));
        effect.min = whole(entry, "min");
        effect.max = whole(entry, "max");
        effects.push_back(std::move(effect));
    }
    return effects;
}

std::string read_zone(const JsonView& zone) {
    if (const auto raw = zone.as_string()) return known_zone(std::string(*raw));
    const std::string text{zone.string("shape").value_or("P")};
    std::string numbers;
    for (const char* member : {"size", "least", "loss", "loss_steps", "stops"}) {
        const auto number = zone.integer(member);
        if (!number) break;
        numbers += (numbers.empty() ? "" : ",") + std::to_string(*number);
    }
    return known_zone(text + numbers);
}

rules::Spell read_spell(const JsonView& object) {
    rules::Spell spell;
    const auto id = object.find("id");
    if (id && !id->is_null()) spell.id = id->as_string() ? std::string(*id->as_string()) : id->dump();
    spell.name = object.string("name").value_or(spell.id);
    if (spell.id.empty()) spell.id = spell.name;
    if (spell.id.empty()) throw Error("a spell has neither id nor name");
    spell.ap_cost = whole(object, "ap_cost");
    spell.min_range = whole(object, "min_range");
    spell.max_range = whole(object, "max_range");
    spell.range_boostable = flag(object, "range_boostable", false);
    spell.needs_line_of_sight = flag(object, "line_of_sight", true);
    spell.in_line = flag(object, "cast_in_line", false);
    spell.in_diagonal = flag(object, "cast_in_diagonal", false);
    spell.needs_free_cell = flag(object, "needs_free_cell", false);
    spell.needs_taken_cell = flag(object, "needs_taken_cell", false);
    spell.casts_per_turn = whole(object, "casts_per_turn");
    spell.casts_per_target = whole(object, "casts_per_target");
    spell.cooldown = whole(object, "cooldown");
    spell.initial_cooldown = whole(object, "initial_cooldown");
    auto zone = object.find("zone");
    if (!zone) zone = object.find("area_of_effect");
    if (zone && !zone->is_null()) spell.zone = read_zone(*zone);
    spell.critical_probability = object.number("critical_chance").value_or(0);
    if (const auto effects = object.find("effects")) spell.effects = read_effects(*effects);
    if (const auto effects = object.find("critical_effects")) spell.critical_effects = read_effects(*effects);
    return spell;
}

}  // namespace tk::knowledge
