#include "db-update/effects.hpp"

#include <fmt/format.h>

#include <cctype>
#include <nlohmann/json.hpp>
#include <regex>

#include "core/text.hpp"
#include "db-update/elements.hpp"
#include "db-update/fields.hpp"

namespace tk::update {

namespace {

/// The members of an effect under our names.
Value our_effect(const JsonView& effect, const std::string& where) {
    Value ours = Value::object();
    const auto kind = effect.string("kind");
    if (!kind) refuse_member(where.substr(0, where.find('[')), fmt::format("{} has neither kind nor effectId", where));
    ours["kind"] = *kind;
    for (const char* member : {"element", "min", "max"}) {
        if (const auto value = effect.find(member); value && !value->is_null()) ours[member] = value->value();
    }
    const auto low = effect.number("min");
    const auto high = effect.number("max");
    if (effect.find("min") && !low) refuse(where + ".min must be a number");
    if (effect.find("max") && !high) refuse(where + ".max must be a number");
    if (low && high && *low > *high) refuse(fmt::format("{}: min {} is above max {}", where, *low, *high));
    return ours;
}

Value dofus_effect(const JsonView& effect, std::int64_t id, const std::string& where) {
    Value ours = Value::object();
    const auto element = damage_element(id);
    ours["kind"] = element ? "damage" : "effect";
    const auto best = element_name(effect.integer("effectElement").value_or(-1));
    if (element) {
        ours["element"] = *element;
    } else if (best) {
        ours["element"] = *best;
    }
    const auto low = effect.integer("diceNum");
    const auto high = effect.integer("diceSide");
    if (element && !low) refuse(where + ".diceNum is missing");
    if (low) ours["min"] = *low;
    if (low) ours["max"] = high.value_or(0) == 0 ? *low : *high;
    return ours;
}

}  // namespace

Effects read_effects(const JsonView& list, std::string_view member) {
    if (!list.is_array()) refuse_member(member, fmt::format("{} must be a list", member));
    Effects result;
    Value all = Value::array();
    for (const JsonView& effect : list.elements()) {
        const std::string where = fmt::format("{}[{}]", member, all.size());
        if (!effect.is_object()) refuse_member(member, where + " must be an object");
        const auto id = effect.integer("effectId");
        Value ours = id ? dofus_effect(effect, *id, where) : our_effect(effect, where);
        for (const auto& [name, value] : effect.members()) {
            if (name == "diceNum" || name == "diceSide" || ours.contains(name)) continue;
            ours[std::string(name)] = value.value();
        }
        const bool hurts = ours["kind"] == "damage";
        if (hurts && !result.element && ours.contains("element") && ours["element"].is_string())
            result.element = ours["element"].get<std::string>();
        if (const auto zone = effect.find("zoneDescr"); zone && !result.zone) result.zone = zone_json(*zone, where);
        all.push_back(std::move(ours));
    }
    result.json = all.dump();
    return result;
}

std::optional<Effects> srd_damage(const JsonView& spell) {
    const auto damage = spell.find("damage");
    if (!damage || !damage->is_object()) return std::nullopt;
    auto table = damage->find("damage_at_slot_level");
    if (!table) table = damage->find("damage_at_character_level");
    const auto rows = table ? table->members() : decltype(table->members()){};
    const auto dice = rows.empty() ? std::nullopt : rows.front().second.as_string();
    if (!dice) return std::nullopt;
    static const std::regex shape(R"((\d{1,3})d(\d{1,3})(?: ?\+ ?(\d{1,4}))?)");
    const std::string text(*dice);
    std::smatch parts;
    Value ours{{"kind", "damage"}};
    const auto type = damage->find("damage_type");
    Effects result;
    if (const auto name = type ? type->string("name") : std::nullopt) {
        result.element = std::string(*name);
        ours["element"] = *result.element;
    }
    ours["dice"] = text;
    if (std::regex_match(text, parts, shape)) {
        const int bonus = parts[3].matched ? std::stoi(parts[3]) : 0;
        ours["min"] = std::stoi(parts[1]) + bonus;
        ours["max"] = std::stoi(parts[1]) * std::stoi(parts[2]) + bonus;
    }
    result.json = Value::array({ours}).dump();
    return result;
}

std::optional<std::string> zone_json(const JsonView& zone, std::string_view member) {
    Value ours = Value::object();
    if (const auto text = zone.as_string()) {
        if (text->empty()) return std::nullopt;
        ours["shape"] = text->substr(0, 1);
        const auto parts = split(text->substr(1), ',');
        constexpr const char* names[] = {"size", "least", "loss", "loss_steps", "stops"};
        for (std::size_t i = 0; i < parts.size() && !parts[i].empty(); ++i) {
            if (parts[i].find_first_not_of("0123456789") != std::string::npos || parts[i].size() > 4 || i >= 5)
                refuse_member(member, fmt::format("{} is no zone: \"{}\"", member, *text));
            ours[names[i]] = std::stoi(parts[i]);
        }
        return ours.dump();
    }
    if (!zone.is_object()) refuse_member(member, fmt::format("{} must be text such as \"C1\" or an object", member));
    const auto code = zone.integer("shape");
    if (!code) {
        if (!zone.string("shape") && !zone.string("type"))
            refuse_member(member, fmt::format("{} has no shape", member));
        return zone.dump();
    }
    if (*code < 33 || *code > 126) return std::nullopt;  // 0: none
    ours["shape"] = std::string(1, static_cast<char>(*code));
    ours["size"] = zone.integer("param1").value_or(1);
    if (const auto least = zone.integer("param2"); least && *least != 0) ours["least"] = *least;
    return ours.dump();
}

}  // namespace tk::update
