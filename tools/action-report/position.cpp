#include "action-report/position.hpp"

namespace tk::report {

namespace {

std::string text(const JsonView& object, std::string_view key) {
    return std::string(object.string(key).value_or(""));
}

Fighter read_fighter(const JsonView& entity, const std::string& active) {
    Fighter fighter;
    fighter.id = text(entity, "id");
    fighter.name = text(entity, "name");
    fighter.team = text(entity, "team");
    fighter.role = text(entity, "class");
    fighter.level = entity.integer("level");
    fighter.cell = entity.integer("cell");
    fighter.hp = entity.number("hp");
    fighter.max_hp = entity.number("max_hp");
    fighter.hp_share = entity.number("hp_share");
    if (!fighter.hp_share && fighter.hp && fighter.max_hp && *fighter.max_hp > 0) {
        fighter.hp_share = *fighter.hp / *fighter.max_hp;
    }
    fighter.ap = entity.number("ap");
    fighter.mp = entity.number("mp");
    fighter.active = entity.boolean("active").value_or(!active.empty() && fighter.id == active);
    return fighter;
}

Choice read_choice(const JsonView& spell) {
    Choice choice;
    choice.spell = text(spell, "spell");
    choice.target = text(spell, "target");
    choice.target_name = text(spell, "target_name");
    choice.cell = spell.integer("cell");
    choice.distance = spell.integer("distance");
    choice.ap_cost = spell.number("ap_cost");
    choice.expected_damage = spell.number("expected_damage");
    choice.expected_heal = spell.number("expected_heal");
    if (const auto reasons = spell.find("reasons")) {
        for (const JsonView& reason : reasons->elements()) {
            if (const auto said = reason.as_string()) choice.reasons.emplace_back(*said);
        }
    }
    return choice;
}

std::string name_of(const JsonView& record, const std::string& id) {
    const auto state = record.find("state");
    const auto entities = state ? state->find("entities") : std::nullopt;
    if (!entities) return {};
    for (const JsonView& entity : entities->elements()) {
        if (entity.string("id") == id) return text(entity, "name");
    }
    return {};
}

}  // namespace

std::optional<Position> read_position(const std::string& record) {
    if (record.empty()) return std::nullopt;
    JsonParser parser;
    const JsonView view = parser.parse(record);
    const JsonView state = view.find("state").value();
    Position position;
    position.frame = text(view, "id");
    position.turn = state.integer("turn");
    position.active = text(state, "active");
    if (const auto entities = state.find("entities")) {
        for (const JsonView& entity : entities->elements()) {
            if (entity.is_object()) position.fighters.push_back(read_fighter(entity, position.active));
        }
    }
    return position;
}

std::optional<Advice> read_advice(const std::string& record) {
    if (record.empty()) return std::nullopt;
    JsonParser parser;
    const JsonView view = parser.parse(record);
    const JsonView kb = view.find("kb").value();
    Advice advice;
    advice.frame = text(view, "id");
    if (const auto state = view.find("state")) advice.turn = state->integer("turn");
    advice.active = text(kb, "active");
    advice.active_name = name_of(view, advice.active);
    if (const auto spells = kb.find("spells")) {
        for (const JsonView& spell : spells->elements()) advice.choices.push_back(read_choice(spell));
    }
    if (const auto excluded = kb.find("excluded")) {
        for (const JsonView& spell : excluded->elements()) {
            advice.excluded.push_back({text(spell, "spell"), text(spell, "code"), text(spell, "reason")});
        }
    }
    advice.json = kb.dump();
    return advice;
}

}  // namespace tk::report
