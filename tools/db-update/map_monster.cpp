#include <algorithm>
#include <nlohmann/json.hpp>

#include "db-update/elements.hpp"
#include "db-update/row_builder.hpp"

namespace tk::update {

namespace {

std::vector<JsonView> grades_of(const JsonView& record) {
    const auto grades = record.find("grades");
    if (!grades || !grades->is_array()) return {};
    std::vector<JsonView> all = grades->elements();
    std::erase_if(all, [](const JsonView& grade) { return !grade.is_object(); });
    return all;
}

/// 5e lists damage types: immune is 100 %, resistant 50 %, vulnerable -100 %.
Value srd_resistances(Fields& fields) {
    Value resistances = Value::object();
    constexpr std::pair<std::string_view, int> lists[] = {
        {"damage_vulnerabilities", -100}, {"damage_resistances", 50}, {"damage_immunities", 100}};
    for (const auto& [name, percent] : lists) {
        const auto list = fields.any({name});
        if (!list) continue;
        for (const JsonView& type : list->elements()) {
            if (const auto text = type.as_string()) resistances[std::string(*text)] = percent;
        }
    }
    return resistances;
}

/// {"Air": 10, ...} in percent, from the member itself or from one member an element ("airResistance").
std::optional<std::string> read_resistances(Fields& fields) {
    if (const auto own = fields.any({"resistances"})) {
        if (!own->is_object()) refuse_member("resistances", "resistances must be an object by element");
        for (const auto& [element, percent] : own->members()) {
            if (percent.as_number()) continue;
            refuse_member("resistances", "resistances." + std::string(element) + " must be a number of percent");
        }
        return own->dump();
    }
    Value resistances = srd_resistances(fields);
    constexpr std::string_view members[] = {"neutralResistance", "earthResistance", "fireResistance", "waterResistance",
                                            "airResistance"};
    for (long long number = 0; number < 5; ++number) {
        const auto percent = fields.integer({members[number]}, -1'000'000, 1'000'000);
        if (percent && *percent != 0) resistances[std::string(*element_name(number))] = *percent;
    }
    if (resistances.empty()) return std::nullopt;
    return resistances.dump();
}

/// A race by name, or by number; an object with a name as well.
std::optional<std::string> read_race(Fields& fields, const Mapping& mapping) {
    const auto race = fields.any({"race", "family", "type"});
    if (!race) return std::nullopt;
    if (race->is_object()) {
        const auto name = local_text(race->find("name"), "race.name", mapping.language);
        return name ? std::optional(name->text) : std::nullopt;
    }
    return fields.id({"race", "family", "type"});
}

std::vector<Row> map_monster(const JsonView& record, const Mapping& mapping, Notes& notes) {
    const std::vector<JsonView> grades = grades_of(record);
    Fields fields(record, notes, grades.empty() ? std::nullopt : std::optional(grades.front()), &mapping.renames);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id", "index", "monster_id"});
    builder.add_name_or_number(fields, mapping);
    const auto race = read_race(fields, mapping);
    builder.add(race);
    builder.found_by(race);
    const auto level = fields.integer({"level"}, 0, 10'000);
    auto level_max = fields.integer({"level_max"}, 0, 10'000);
    for (const JsonView& grade : grades) {
        const auto other = grade.integer("level");
        if (other && (!level_max || *other > *level_max)) level_max = other;
    }
    if (level && level_max && *level > *level_max) refuse("level is above level_max");
    builder.add(level);
    builder.add(level_max ? level_max : level);
    builder.add(fields.integer({"hp", "health_points", "lifePoints", "hit_points"}));
    builder.add(fields.integer({"ap", "action_points", "actionPoints"}, -1, 1000));
    builder.add(fields.integer({"mp", "movement_points", "movementPoints"}, -1, 1000));
    builder.add(read_resistances(fields));
    const auto patterns = fields.json({"ai_patterns"});
    builder.add(patterns);
    builder.found_by(words_of(patterns));
    builder.add(fields.json({"spells"}));
    builder.add(fields.json({"drops", "loot_table"}));
    const auto places = fields.json({"spawn_locations", "subareas"});
    builder.add(places);
    builder.found_by(words_of(places));
    builder.add(fields.json({"grades"}));
    fields.any({"game"});
    builder.add(fields.rest());
    return builder.rows();
}

}  // namespace

Table monsters_table() {
    return {"monsters",
            true,
            {"name", "folded_name", "names", "description", "descriptions", "race", "level", "level_max",
             "health_points", "action_points", "movement_points", "resistances", "ai_patterns", "spells", "loot_table",
             "spawn_locations", "grades", "extra"},
            map_monster};
}

}  // namespace tk::update
