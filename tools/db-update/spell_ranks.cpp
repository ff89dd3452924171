#include "db-update/spell_ranks.hpp"

#include <nlohmann/json.hpp>

#include "core/json.hpp"

namespace tk::update {

std::string spell_ranks(store::Database& database, const std::string& game, const std::string& spell) {
    const auto rows =
        database.prepare("SELECT data FROM spell_levels WHERE game = $1 AND spell_id = $2 ORDER BY grade, id");
    rows->with(game, spell);
    std::string list;
    while (rows->step()) (list += list.empty() ? "[" : ",") += rows->text(0);
    return list.empty() ? list : list + "]";
}

std::optional<std::string> spell_record(store::Database& database, const std::string& game, const std::string& spell) {
    const auto row = database.prepare(
        "SELECT name, names, description, descriptions, class_name, extra FROM spells WHERE game = $1 AND id = $2");
    row->with(game, spell);
    if (!row->step() || row->is_null(5)) return std::nullopt;
    Value record = Value::parse(row->text(5));
    if (!record.contains("spellLevels")) return std::nullopt;
    record["id"] = spell;
    const auto add = [&](const char* member, int plain, int by_language) {
        if (!row->is_null(by_language)) {
            record[member] = Value::parse(row->text(by_language));
        } else if (!row->is_null(plain)) {
            record[member] = std::string(row->text(plain));
        }
    };
    add("name", 0, 1);
    add("description", 2, 3);
    if (!row->is_null(4)) record["class"] = std::string(row->text(4));
    return record.dump();
}

}  // namespace tk::update
