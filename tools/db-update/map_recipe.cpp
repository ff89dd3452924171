#include <nlohmann/json.hpp>

#include "db-update/row_builder.hpp"

namespace tk::update {

namespace {

std::string id_text(const JsonView& value, std::string_view member) {
    if (const auto text = value.as_string()) return std::string(*text);
    const auto number = value.as_integer();
    if (!number) refuse(std::string(member) + " must hold ids, not " + value.dump());
    return std::to_string(*number);
}

std::int64_t quantity_of(const std::optional<JsonView>& value) {
    if (!value) return 1;
    const auto number = value->as_integer();
    if (!number || *number < 1) refuse("a quantity must be a whole number above 0, not " + value->dump());
    return *number;
}

/// [{"item":"303","quantity":3},...] from two lists side by side, or from one list of objects.
std::string read_ingredients(Fields& fields) {
    Value ingredients = Value::array();
    const auto ids = fields.any({"ingredientIds", "ingredient_ids"});
    const auto quantities = fields.any({"quantities"});
    if (ids) {
        const auto all = ids->elements();
        const auto counts = quantities ? quantities->elements() : std::vector<JsonView>{};
        if (quantities && counts.size() != all.size())
            refuse(std::to_string(all.size()) + " ingredients, but " + std::to_string(counts.size()) + " quantities");
        for (std::size_t i = 0; i < all.size(); ++i) {
            ingredients.push_back({{"item", id_text(all[i], "ingredientIds")},
                                   {"quantity", quantity_of(quantities ? std::optional(counts[i]) : std::nullopt)}});
        }
    } else if (const auto list = fields.any({"ingredients", "recipe"})) {
        for (const JsonView& entry : list->elements()) {
            std::optional<JsonView> id;
            for (const std::string_view name : {"item", "item_id", "item_ankama_id", "id"}) {
                if (!id) id = entry.find(name);
            }
            if (!id) refuse("an ingredient has no item: " + entry.dump());
            ingredients.push_back(
                {{"item", id_text(*id, "ingredients")}, {"quantity", quantity_of(entry.find("quantity"))}});
        }
    }
    if (ingredients.empty()) refuse("the recipe has no ingredients");
    return ingredients.dump();
}

std::vector<Row> map_recipe(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    const auto result = fields.id({"result_id", "resultId", "result"});
    const auto id = fields.id({"id"});
    if (!result) refuse("the recipe has no result_id");
    builder.row.id = result.value();
    if (!record.find("resultId") && id) builder.row.id = *id;  // DOFUS: one recipe an item, its own id is not stable
    builder.row.title = builder.row.id;
    builder.add(result);
    builder.add(fields.id({"job", "jobId", "job_id"}));
    builder.add(fields.integer({"level", "resultLevel", "result_level"}, 0, 10'000));
    builder.add(std::optional(read_ingredients(fields)));
    builder.add(std::optional(fields.integer({"result_quantity", "quantity"}, 1).value_or(1)));
    fields.any({"game"});
    builder.add(fields.rest());
    return builder.rows();
}

}  // namespace

Table recipes_table() {
    return {"recipes", false, {"result_id", "job", "level", "ingredients", "result_quantity", "extra"}, map_recipe};
}

}  // namespace tk::update
