#include "db-update/languages.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.hpp"

namespace tk::update {

namespace {

/// Both objects of texts by language in one; where they share a language, the new text.
std::optional<LocalText> joined(const store::Cell& own, const store::Cell& known, std::string_view preferred) {
    const auto* const mine = std::get_if<std::string>(&own);
    const auto* const theirs = std::get_if<std::string>(&known);
    if (!mine || !theirs) return std::nullopt;
    Value texts = Value::parse(*theirs);
    texts.update(Value::parse(*mine));
    JsonParser parser;
    return local_text(parser.parse(texts.dump()), "text", preferred);
}

/// The known texts of languages that `own` has none of, each after a line end.
std::string texts_besides(const store::Cell& own, const store::Cell& known) {
    const Value mine = Value::parse(std::get<std::string>(own));
    const Value theirs = Value::parse(std::get<std::string>(known));
    std::string texts;
    for (const auto& [language, text] : theirs.items()) {
        if (!mine.contains(language) && text.is_string()) texts += "\n" + text.get<std::string>();
    }
    return texts;
}

}  // namespace

Row in_all_languages(Row row, const Table& table, const std::vector<store::Cell>& known, std::string_view preferred) {
    constexpr std::size_t name = 0, folded_name = 1, all_names = 2, description = 3, all_descriptions = 4;
    if (known.empty() || table.columns.size() <= all_descriptions || table.columns[all_names] != "names") return row;
    if (const auto text = joined(row.cells[all_names], known[all_names], preferred)) {
        row.title = text->text;
        row.search_name = text->all;
        row.cells[name] = text->text;
        row.cells[folded_name] = fold(text->text);
        row.cells[all_names] = text->names.value();
    }
    if (const auto text = joined(row.cells[all_descriptions], known[all_descriptions], preferred)) {
        row.search_body += texts_besides(row.cells[all_descriptions], known[all_descriptions]);
        row.cells[description] = text->text;
        row.cells[all_descriptions] = text->names.value();
    }
    return row;
}

RecordError repeated_id(const std::string& source, const Row& row, const Difference& difference,
                        const std::string& place) {
    const bool is_other_file = !place.starts_with(source + ":");
    const bool has_other_name = std::any_of(difference.changes.begin(), difference.changes.end(),
                                            [](const Change& change) { return change.column == "name"; });
    return {"repeated", "id " + row.id + " is here with other content than at " + place,
            is_other_file && has_other_name ? "are these two languages of the same records? Import each file by "
                                              "itself, with --text-language"
                                            : ""};
}

}  // namespace tk::update
