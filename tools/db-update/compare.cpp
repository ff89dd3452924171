#include "db-update/compare.hpp"

#include <fmt/format.h>

#include "core/sha256.hpp"

namespace tk::update {

namespace {

/// A column with its type and length, so that no two rows look alike.
void add(Sha256& hash, const store::Statement& row, int column) {
    if (row.is_null(column)) {
        hash.add("n");
        return;
    }
    const std::string_view text = row.text(column);
    hash.add(fmt::format("{}:", text.size()));
    hash.add(text);
}

TableContent content_of(store::Database& database, const std::string& table) {
    TableContent content;
    Sha256 hash;
    // Tables without rowid are read in the order of their key, all others in that of the rowid, which a copy keeps or
    // renumbers; hence the order of all columns where there is no whole-number key.
    const auto keys = database.prepare(
        "SELECT group_concat('\"' || name || '\"', ', ') FROM (SELECT name FROM pragma_table_info($1) WHERE pk > 0 "
        "ORDER BY pk)");
    keys->with(table);
    keys->step();
    const std::string order = keys->is_null(0) ? "rowid" : std::string(keys->text(0));
    const auto rows = database.prepare(fmt::format("SELECT * FROM \"{}\" ORDER BY {}", table, order));
    while (rows->step()) {
        ++content.rows;
        for (int column = 0; column < rows->columns(); ++column) add(hash, *rows, column);
        hash.add(";");
    }
    content.hash = hash.hex();
    return content;
}

}  // namespace

std::map<std::string, TableContent> contents_of(store::Database& database) {
    database.execute("BEGIN");
    std::map<std::string, TableContent> contents;
    std::vector<std::string> names;
    {
        const auto tables = database.prepare(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'search_index%' AND "
            "name NOT LIKE 'sqlite_%' ORDER BY name");
        while (tables->step()) names.emplace_back(tables->text(0));
    }
    for (const std::string& name : names) contents[name] = content_of(database, name);
    database.execute("COMMIT");
    return contents;
}

std::vector<std::string> faults_of(store::Database& database) {
    std::vector<std::string> faults;
    const auto check = database.prepare("PRAGMA integrity_check");
    while (check->step()) {
        if (check->text(0) != "ok") faults.emplace_back(check->text(0));
    }
    const auto references = database.prepare("PRAGMA foreign_key_check");
    while (references->step() && faults.size() < 100)
        faults.push_back(fmt::format("row {} of {} names a row of {} that is not there", references->integer(1),
                                     references->text(0), references->text(2)));
    return faults;
}

}  // namespace tk::update
