#include "core/text.hpp"
#include "db-update/effects.hpp"
#include "db-update/row_builder.hpp"

namespace tk::update {

namespace {

/// Limits such as casts a turn: 0 stands for none.
std::optional<std::int64_t> limit(std::optional<std::int64_t> number) {
    return number && *number > 0 ? number : std::nullopt;
}

/// `range` as [least, most], as a number beside `minRange`, or as two members.
std::pair<std::optional<std::int64_t>, std::optional<std::int64_t>> read_range(Fields& fields) {
    constexpr std::int64_t most = 100'000;
    const auto range = fields.any({"range"});
    if (range && range->is_array()) {
        const auto ends = range->elements();
        const auto low = ends.size() == 2 ? ends[0].as_integer() : std::nullopt;
        const auto high = ends.size() == 2 ? ends[1].as_integer() : std::nullopt;
        if (!low || !high || *low < 0 || *high > most)
            refuse_member("range", "range must be [least, most], not " + range->dump());
        return {low, high};
    }
    if (range && range->is_string()) fields.leave("range");  // "150 feet": kept as it is
    const auto low = fields.integer({"min_range", "minRange"}, 0, most);
    auto high = fields.integer({"max_range", "maxRange"}, 0, most);
    if (!high && range && range->is_number()) high = fields.integer({"range"}, 0, most);
    return {low, high};
}

/// DOFUS keeps what changes with a spell's rank in a list; the highest rank stands for the spell.
std::optional<JsonView> highest_level(const JsonView& levels) {
    const auto all = levels.elements();
    if (all.empty() || !all.back().is_object()) return std::nullopt;
    return all.back();
}

/// The ranks of a spell that names them by number only, when they have been imported.
std::optional<std::string> levels_apart(const JsonView& record, const Mapping& mapping) {
    if (record.find("levels") || !record.find("spellLevels") || !mapping.levels) return std::nullopt;
    const auto id = record.find("id");
    if (!id) return std::nullopt;
    std::string levels =
        mapping.levels(id->is_string() ? std::string(*id->as_string()) : std::to_string(id->as_integer().value_or(0)));
    if (levels.empty()) return std::nullopt;
    return levels;
}

std::vector<Row> map_spell(const JsonView& record, const Mapping& mapping, Notes& notes) {
    JsonParser parser;  // outlives the views of ranks that were imported apart
    const auto apart = levels_apart(record, mapping);
    std::optional<JsonView> levels = record.find("levels");
    if (apart) levels = parser.parse(*apart);
    Fields fields(record, notes, levels ? highest_level(*levels) : std::nullopt, &mapping.renames);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id", "index", "spell_id"});
    builder.add_name_or_number(fields, mapping);
    const auto class_name = fields.id({"class", "class_name", "breed"});
    builder.add(class_name);
    builder.add(class_name ? std::optional(fold(*class_name)) : std::nullopt);
    builder.found_by(class_name);
    builder.add(fields.integer({"level", "level_required", "minPlayerLevel"}, 0, 10'000));
    builder.add(fields.integer({"ap_cost", "apCost", "ap"}, 0, 1000));
    builder.add(fields.integer({"mp_cost", "mpCost"}, 0, 1000));
    const auto [low, high] = read_range(fields);
    if (low && high && *low > *high)
        refuse("min_range " + std::to_string(*low) + " is above max_range " + std::to_string(*high));
    builder.add(low);
    builder.add(high);
    builder.add(fields.boolean({"range_boostable", "rangeCanBeBoosted"}));
    builder.add(fields.boolean({"line_of_sight", "castTestLos", "los"}));
    builder.add(fields.boolean({"cast_in_line", "castInLine"}));
    builder.add(fields.boolean({"cast_in_diagonal", "castInDiagonal"}));
    builder.add(fields.boolean({"needs_free_cell", "needFreeCell"}));
    builder.add(fields.boolean({"needs_taken_cell", "needTakenCell"}));
    builder.add(fields.integer({"cooldown", "minCastInterval"}, 0, 1000));
    builder.add(fields.integer({"initial_cooldown", "initialCooldown"}, 0, 1000));
    builder.add(limit(fields.integer({"casts_per_turn", "maxCastPerTurn"}, 0, 1000)));
    builder.add(limit(fields.integer({"casts_per_target", "maxCastPerTarget"}, 0, 1000)));
    builder.add(fields.number({"critical_chance", "criticalHitProbability"}, 0, 100));

    const auto effects = fields.any({"effects"});
    const auto critical = fields.any({"critical_effects", "criticalEffect"});
    std::optional<Effects> read;
    if (effects) read = read_effects(*effects, "effects");
    if (!effects) read = srd_damage(record);
    const auto damage_type = fields.text({"damage_type"});
    builder.add(damage_type ? damage_type : read ? read->element : std::nullopt);
    builder.found_by(damage_type ? damage_type : read ? read->element : std::nullopt);
    builder.add(read ? std::optional(read->json) : std::nullopt);
    builder.add(critical ? std::optional(read_effects(*critical, "critical_effects").json) : std::nullopt);
    const auto zone = fields.any({"zone", "area_of_effect"});
    builder.add(zone ? zone_json(*zone, "zone") : read ? read->zone : std::nullopt);
    const auto own_levels = fields.json({"levels"});
    builder.add(own_levels ? own_levels : apart);
    fields.any({"game"});
    builder.add(fields.rest());
    return builder.rows();
}

}  // namespace

Table spells_table() {
    return {"spells",
            true,
            {"name",
             "folded_name",
             "names",
             "description",
             "descriptions",
             "class_name",
             "folded_class",
             "level_required",
             "ap_cost",
             "mp_cost",
             "min_range",
             "max_range",
             "range_boostable",
             "line_of_sight",
             "cast_in_line",
             "cast_in_diagonal",
             "needs_free_cell",
             "needs_taken_cell",
             "cooldown",
             "initial_cooldown",
             "casts_per_turn",
             "casts_per_target",
             "critical_chance",
             "damage_type",
             "effects",
             "critical_effects",
             "area_of_effect",
             "levels",
             "extra"},
            map_spell};
}

}  // namespace tk::update
