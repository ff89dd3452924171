#include <cmath>
#include <nlohmann/json.hpp>

#include "db-update/row_builder.hpp"

namespace tk::update {

namespace {

/// The kind of item by name, or by number where a source has only that.
std::optional<std::string> read_type(Fields& fields, const Mapping& mapping) {
    const auto type = fields.any({"item_type", "type", "typeId"});
    if (!type || !type->is_object()) return type ? fields.id({"item_type", "type", "typeId"}) : std::nullopt;
    const auto name = local_text(type->find("name"), "type.name", mapping.language);
    if (name) return name->text;
    return std::nullopt;
}

/// In whole pods, or parts of a pound; a whole number stays one.
store::Cell weight_of(Fields& fields) {
    const auto weight = fields.number({"weight", "realWeight", "pods"}, 0, 1e9);
    if (!weight) return {};
    return *weight == std::floor(*weight) ? store::Cell(static_cast<std::int64_t>(*weight)) : store::Cell(*weight);
}

std::vector<Row> map_item(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id", "ankama_id", "index", "item_id"});
    builder.add_name_or_number(fields, mapping);
    const auto type = read_type(fields, mapping);
    builder.add(type);
    builder.found_by(type);
    builder.add(fields.integer({"level"}, 0, 10'000));
    builder.add(fields.json({"effects", "possibleEffects"}));
    const auto criteria = fields.any({"criteria", "criterions", "conditions"});
    builder.add(!criteria || criteria->dump() == "\"\"" ? std::nullopt
                : criteria->is_string()                 ? std::optional(std::string(*criteria->as_string()))
                                                        : std::optional(criteria->dump()));
    builder.add(weight_of(fields));
    const auto set = fields.any({"set_id", "itemSetId", "parent_set"});
    if (set && set->is_object()) {
        Fields parent(*set, notes);
        builder.add(parent.id({"id", "ankama_id"}));
    } else {
        const auto id = fields.id({"set_id", "itemSetId", "parent_set"});
        builder.add(id && *id != "-1" && *id != "0" ? id : std::nullopt);
    }
    fields.any({"game"});
    builder.add(fields.rest());
    return builder.rows();
}

std::vector<Row> map_set(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id", "ankama_id", "set_id"});
    builder.add_name_or_number(fields, mapping);
    builder.add(fields.integer({"level", "highest_equipment_level"}, 0, 10'000));
    const auto items = fields.ids({"items", "equipment_ids"});
    if (!items) refuse("the set has no items");
    builder.add(items);
    builder.add(fields.json({"bonuses", "effects"}));
    fields.any({"game"});
    builder.add(fields.rest());
    return builder.rows();
}

}  // namespace

Table items_table() {
    return {"items",
            true,
            {"name", "folded_name", "names", "description", "descriptions", "item_type", "level", "effects", "criteria",
             "weight", "set_id", "extra"},
            map_item};
}

Table sets_table() {
    return {"item_sets",
            true,
            {"name", "folded_name", "names", "description", "descriptions", "level", "items", "bonuses", "extra"},
            map_set};
}

}  // namespace tk::update
