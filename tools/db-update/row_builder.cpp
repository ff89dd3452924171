#include "db-update/row_builder.hpp"

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/text.hpp"
#include "db-update/unnamed.hpp"

namespace tk::update {

void RowBuilder::add_name(Fields& fields, const Mapping& mapping, const std::string& stand_in) {
    const auto name = local_text(fields.any({"name"}), "name", mapping.language, mapping.texts_in);
    if (!name && stand_in.empty())
        throw RecordError("invalid", "the record has no name", advice_without("name", fields.all()));
    const auto description =
        local_text(fields.any({"description", "desc"}), "description", mapping.language, mapping.texts_in);
    row.title = name ? name->text : stand_in;
    row.search_name = name ? name->all : std::string();
    add(name ? std::optional(name->text) : std::nullopt);
    add(name ? std::optional(fold(name->text)) : std::nullopt);
    add(name ? name->names : std::nullopt);
    add(description ? std::optional(description->text) : std::nullopt);
    add(description ? description->names : std::nullopt);
    if (description) found_by(description->all);
}

void RowBuilder::add_name_or_number(Fields& fields, const Mapping& mapping) {
    const auto number = fields.any({"nameId"});
    if (!number || fields.any({"name"})) return add_name(fields, mapping);
    fields.leave("nameId");
    const auto text_of = [&](const std::optional<std::string>& id) -> std::optional<std::string> {
        const auto found = id ? mapping.texts.find(*id) : mapping.texts.end();
        return found == mapping.texts.end() ? std::nullopt : std::optional(found->second);
    };
    const auto name = text_of(fields.id({"nameId"}));
    const auto description = text_of(fields.id({"descriptionId"}));
    fields.leave("nameId");
    fields.leave("descriptionId");
    row.title = name.value_or(row.id);
    row.search_name = name.value_or("");
    add(std::optional(row.title));
    add(std::optional(fold(row.title)));
    add(std::optional<std::string>());
    add(description);
    add(std::optional<std::string>());
    if (description) found_by(description);
}

std::optional<std::string> words_of(const std::optional<std::string>& json_list) {
    if (!json_list) return std::nullopt;
    std::string words;
    for (const Value& entry : Value::parse(*json_list)) {
        if (entry.is_string()) words += entry.get<std::string>() + "\n";
    }
    return words;
}

std::string record_id(Fields& fields, Names names) {
    auto id = fields.id(names);
    if (!id) throw RecordError("invalid", "the record has no id", advice_without("id", fields.all()));
    return std::move(*id);
}

}  // namespace tk::update
