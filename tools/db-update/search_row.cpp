#include "db-update/search_row.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <optional>

#include "core/json.hpp"
#include "db-update/row_builder.hpp"
#include "store/search.hpp"

namespace tk::update {

namespace {

/// What of a table's columns a search finds besides names and descriptions; `true`: the texts of a JSON list.
struct Words {
    std::string_view table, column;
    bool is_list;
};
constexpr Words words[] = {{"spells", "class_name", false},       {"spells", "damage_type", false},
                           {"monsters", "race", false},           {"monsters", "ai_patterns", true},
                           {"monsters", "spawn_locations", true}, {"maps", "zone_name", false},
                           {"maps", "resources", true},           {"items", "item_type", false}};

/// All languages of a JSON object of texts, a line each.
std::string all_languages(std::string_view json) {
    std::string all;
    const Value texts = Value::parse(json);
    for (const auto& [language, text] : texts.items()) {
        if (text.is_string()) all += (all.empty() ? "" : "\n") + text.get<std::string>();
    }
    return all;
}

}  // namespace

void index_again(store::Database& database, std::string_view table, const std::string& game, const std::string& id) {
    const bool has_description = table != "game_records";
    const bool is_searched = table == "spells" || table == "monsters" || table == "maps" || table == "items" ||
                             table == "item_sets" || table == "game_records";
    if (!is_searched) return;
    const auto row = database.prepare(
        fmt::format("SELECT {} FROM {} WHERE game = $1 AND id = $2",
                    has_description ? "name, names, description, descriptions" : "name, NULL, NULL, NULL", table));
    row->with(game, id);
    if (!row->step()) return;
    const auto text = [&](int plain, int by_language) {
        if (!row->is_null(by_language)) return all_languages(row->text(by_language));
        return std::string(row->text(plain));
    };
    const std::string name = text(0, 1);
    std::string body = text(2, 3);
    for (const Words& entry : words) {
        if (entry.table != table) continue;
        const auto column =
            database.prepare(fmt::format("SELECT {} FROM {} WHERE game = $1 AND id = $2", entry.column, table));
        column->with(game, id);
        if (!column->step() || column->is_null(0)) continue;
        const auto value = std::optional(std::string(column->text(0)));
        body += "\n" + (entry.is_list ? words_of(value).value_or("") : *value);
    }
    database
        .prepare(
            "UPDATE search_documents SET title = $4, name = $5, body = $6 "
            "WHERE kind = $1 AND game = $2 AND record_id = $3")
        ->with(table, game, id, row->text(0), store::search_text(name), store::search_text(body))
        .run();
}

}  // namespace tk::update
