#include "llm-ask/facts.hpp"

#include <array>
#include <utility>

#include "core/actions.hpp"

namespace tk::llm {

namespace {

using Kind = Fact::Kind;

constexpr std::size_t most_names = 4096;

Kind kind_of(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, Kind>, 12> kinds = {{
        {"appear", Kind::appear},
        {"move", Kind::move},
        {"spell_cast", Kind::cast},
        {"attack", Kind::attack},
        {"die", Kind::die},
        {"end_turn", Kind::end_turn},
        {"gain_hp", Kind::gain},
        {"lose_hp", Kind::lose},
        {"gain_ap", Kind::gain},
        {"lose_ap", Kind::lose},
        {"gain_mp", Kind::gain},
        {"lose_mp", Kind::lose},
    }};
    for (const auto& [action, kind] : kinds) {
        if (action == name) return kind;
    }
    return Kind::other;
}

/// Name of the fighter told by `name_key`, or by its id under `id_key`; the id where no name is known.
std::string name_in(const JsonView& object, std::string_view name_key, std::string_view id_key, const Names& names) {
    if (const auto name = object.string(name_key); name && !name->empty()) return std::string(*name);
    const std::string_view id = object.string(id_key).value_or("");
    const auto known = names.find(id);
    return known != names.end() ? known->second : std::string(id);
}

/// The first of `keys` that holds a whole number.
std::optional<std::int64_t> first_integer(const JsonView& object, std::initializer_list<std::string_view> keys) {
    for (const std::string_view key : keys) {
        if (const auto value = object.integer(key)) return value;
    }
    return std::nullopt;
}

Effect effect_of(const JsonView& object, std::string target) {
    return {std::move(target), object.integer("damage"), first_integer(object, {"heal", "healing"}),
            object.boolean("killed").value_or(false)};
}

/// Damage and healing of `result`: one list entry for each fighter hit (`hits`), or its own keys for the one target.
std::vector<Effect> effects_of(const JsonView& result, const std::string& target, const Names& names) {
    std::vector<Effect> effects;
    if (const auto hits = result.find("hits"); hits && hits->is_array()) {
        for (const JsonView& hit : hits->elements()) {
            effects.push_back(effect_of(hit, name_in(hit, "target_name", "target", names)));
        }
        return effects;
    }
    Effect effect = effect_of(result, target);
    if (effect.damage || effect.heal || effect.killed) effects.push_back(std::move(effect));
    return effects;
}

std::optional<std::int64_t> cells_moved(const JsonView& params) {
    const auto path = params.find("path");
    if (!path || !path->is_array()) return params.integer("cost");
    const std::vector<JsonView> cells = path->elements();
    if (cells.empty()) return params.integer("cost");
    const auto from = params.integer("from");
    const bool starts_at_from = from && cells.front().as_integer() == from;
    return static_cast<std::int64_t>(cells.size()) - (starts_at_from ? 1 : 0);
}

}  // namespace

void learn_names(const JsonView& record, Names& names) {
    if (names.size() > most_names) names.clear();  // a stream of many fights must not fill the memory
    const auto learn = [&names](const JsonView& object, std::string_view id_key, std::string_view name_key) {
        const auto id = object.string(id_key);
        const auto name = object.string(name_key);
        if (id && name && !id->empty() && !name->empty()) names.insert_or_assign(std::string(*id), std::string(*name));
    };
    if (const auto state = record.find("state")) {
        if (const auto entities = state->find("entities"); entities && entities->is_array()) {
            for (const JsonView& entity : entities->elements()) learn(entity, "id", "name");
        }
    }
    learn(record, "actor", "actor_name");
    if (const auto params = record.find("params")) learn(*params, "target", "target_name");
}

Fact fact_of(const JsonView& action, const Names& names) {
    Fact fact;
    fact.verb = action.string("action").value_or("");
    const std::string_view name = action_name(fact.verb);
    fact.kind = kind_of(name);
    if (name.ends_with("_ap")) fact.points = Fact::Points::ap;
    if (name.ends_with("_mp")) fact.points = Fact::Points::mp;
    fact.actor = name_in(action, "actor_name", "actor", names);
    if (const auto params = action.find("params")) {
        fact.spell = params->string("spell").value_or("");
        fact.target = name_in(*params, "target_name", "target", names);
        fact.cost = params->integer("cost");
        if (fact.kind == Kind::move) fact.cells = cells_moved(*params);
        fact.amount = first_integer(*params, {"amount", "hp"});
    }
    if (const auto result = action.find("result")) {
        fact.succeeded = result->boolean("success").value_or(true);
        fact.element = result->string("element").value_or("");
        fact.effects = effects_of(*result, fact.target, names);
        if (!fact.amount) fact.amount = first_integer(*result, {"amount", "hp", "damage", "heal"});
    }
    return fact;
}

}  // namespace tk::llm
