#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/row_builder.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

std::vector<Row> map_spell_level(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    builder.row.id = record_id(fields, {"id"});
    builder.row.title = builder.row.id;
    const auto spell = fields.id({"spellId", "spell_id"});
    if (!spell) refuse("the rank names no spell");
    builder.add(spell);
    builder.add(std::optional(fields.integer({"grade", "rank"}, 0, 1000).value_or(1)));
    builder.add(std::optional(record.dump()));
    return builder.rows();
}

std::vector<Row> map_other(const JsonView& record, const Mapping& mapping, Notes& notes) {
    if (mapping.kind.empty())
        throw RecordError("unknown-kind", "what kind of record this is does not show",
                          "name it: db-update spells, monsters, ..., or records --kind KIND");
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    const std::string id = record_id(fields, {"id", "ankama_id", "index", "key"});
    builder.row.id = mapping.kind + "/" + id;
    auto name = local_text(fields.any({"name"}), "name", mapping.language);
    if (const auto number = fields.id({"nameId"}); number && !name) {
        const auto text = mapping.texts.find(*number);
        if (text != mapping.texts.end()) name = LocalText{text->second, std::nullopt, text->second};
    }
    builder.row.title = name ? name->text : id;
    builder.row.search_name = name ? name->all : std::string();
    builder.add(std::optional(mapping.kind));
    builder.add(std::optional(id));
    builder.add(name ? std::optional(name->text) : std::nullopt);
    builder.add(name ? std::optional(fold(name->text)) : std::nullopt);
    builder.add(std::optional(record.dump()));
    return builder.rows();
}

std::vector<Row> map_tax(const JsonView& record, const Mapping& mapping, Notes& notes) {
    Fields fields(record, notes, {}, &mapping.renames);
    RowBuilder builder;
    const std::string server = fields.id({"server", "server_name"}).value_or("");
    const std::string kind = fields.text({"kind"}).value_or("sale");
    if (kind != "sale" && kind != "buy") refuse("kind must be sale or buy, not " + json_quote(kind));
    const auto from = fields.any({"valid_from", "from", "date"});
    const auto since = from ? time_of_value(*from, mapping.dates) : std::nullopt;
    if (!since) refuse("valid_from must be a date such as 2026-01-31 or 2026-01-31T00:00:00Z");
    const auto rate = fields.number({"rate"}, 0, 1);
    if (!rate) refuse("rate is missing: the fraction of the price, 0.02 for 2 %");
    builder.row.id = server + "/" + kind + "/" + *since;
    builder.row.title = builder.row.id;
    builder.add(std::optional(server));
    builder.add(std::optional(kind));
    builder.add(since);
    builder.add(rate);
    return builder.rows();
}

}  // namespace

Table spell_levels_table() {
    return {"spell_levels", false, {"spell_id", "grade", "data"}, map_spell_level};
}

Table game_records_table() {
    return {"game_records", true, {"kind", "record_id", "name", "folded_name", "data"}, map_other};
}

Table taxes_table() {
    return {"market_taxes", false, {"server_name", "kind", "valid_from", "rate"}, map_tax};
}

}  // namespace tk::update
