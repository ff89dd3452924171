#include "db-update/undo.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "core/text.hpp"
#include "db-update/cells.hpp"
#include "db-update/learn.hpp"
#include "db-update/search_row.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

namespace {

/// Tables whose rows name the run that appended them.
constexpr std::string_view appended[] = {"market_data", "recorded_actions", "learning_sessions", "metrics",
                                         "interactions"};

struct Undone {
    std::int64_t removed = 0, restored = 0;
};

void refuse_unless_undoable(store::Database& database, std::int64_t run) {
    const auto row = database.prepare("SELECT undone_at FROM import_runs WHERE id = $1");
    row->with(run);
    if (!row->step()) throw Error(fmt::format("there is no run {}", run), "'kb-query sql' over import_runs lists them");
    if (!row->is_null(0)) throw Error(fmt::format("run {} was undone at {}", run, row->text(0)));
    const auto later = database.prepare(
        "SELECT c.import_run, count(*) FROM import_changes AS c "
        "JOIN import_changes AS mine ON mine.import_run = $1 AND mine.table_name = c.table_name AND "
        "mine.game = c.game AND mine.record_id = c.record_id "
        "JOIN import_runs AS r ON r.id = c.import_run AND r.undone_at IS NULL "
        "WHERE c.import_run > $1 GROUP BY c.import_run ORDER BY c.import_run DESC LIMIT 1");
    later->with(run);
    if (later->step())
        throw Error(fmt::format("run {} has changed {} of the same rows since", later->integer(0), later->integer(1)),
                    fmt::format("undo run {} first", later->integer(0)));
}

void restore(store::Database& database, std::string_view table, const store::Statement& change) {
    const Value before = Value::parse(change.text(4));
    std::string sets;
    int number = 6;
    for (const auto& [column, value] : before.items()) sets += fmt::format(", \"{}\" = ${}", column, number++);
    const auto update = database.prepare(
        fmt::format("UPDATE {} SET import_run = $3, import_source = $4, updated_at = $5{} WHERE game = $1 AND id = $2",
                    table, sets));
    update->with(change.text(1), change.text(2), change.cell(5), change.cell(6), change.cell(7));
    number = 6;
    std::vector<store::Cell> cells;
    for (const auto& [column, value] : before.items()) cells.push_back(cell_of(value));
    for (const store::Cell& cell : cells) update->bind(number++, store::to_argument(cell));
    update->run();
    index_again(database, table, std::string(change.text(1)), std::string(change.text(2)));
}

Undone take_back_changes(store::Database& database, std::int64_t run) {
    static const std::set<std::string, std::less<>> known = {
        "spells",      "monsters",     "maps",         "items",        "recipes", "item_sets",
        "world_edges", "spell_levels", "game_records", "market_taxes", "bundles"};
    Undone undone;
    const auto changes = database.prepare(
        "SELECT table_name, game, record_id, change, before, previous_run, previous_source, previous_updated_at "
        "FROM import_changes WHERE import_run = $1");
    changes->with(run);
    while (changes->step()) {
        const std::string table(changes->text(0));
        if (!known.contains(table)) throw Error("the account of the run names a table that is not known: " + table);
        if (changes->text(3) == "updated") {
            restore(database, table, *changes);
            ++undone.restored;
            continue;
        }
        database.prepare("DELETE FROM " + table + " WHERE game = $1 AND id = $2")
            ->with(changes->text(1), changes->text(2))
            .run();
        undone.removed += database.changes();
    }
    return undone;
}

}  // namespace

Status undo_run(Context& context, store::Database& database, std::int64_t run, bool dry_run) {
    store::Transaction transaction(database);
    refuse_unless_undoable(database, run);
    Undone undone = take_back_changes(database, run);
    Value tables = Value::object();
    // A session may not go while actions of other runs still belong to it.
    for (const std::string_view table : appended) {
        const std::string held =
            table == "learning_sessions"
                ? " AND session_id NOT IN (SELECT session_id FROM recorded_actions WHERE session_id IS NOT NULL)"
                : "";
        database.prepare(fmt::format("DELETE FROM {} WHERE import_run = $1{}", table, held))->with(run).run();
        const std::int64_t count = database.changes();
        if (count > 0) tables[std::string(table)] = count;
        if (table == "recorded_actions" && count > 0) learn(database);
        undone.removed += count;
    }
    database.prepare("DELETE FROM sync_sources WHERE import_run = $1")->with(run).run();
    database.prepare("UPDATE import_runs SET undone_at = $2 WHERE id = $1")->with(run, now_utc()).run();
    if (!dry_run) transaction.commit();
    Value record{{"type", "summary"},          {"table", "import_runs"}, {"inserted", 0},
                 {"updated", undone.restored}, {"unchanged", 0},         {"rejected", 0},
                 {"removed", undone.removed},  {"undone", run}};
    if (!tables.empty()) record["appended"] = tables;
    if (dry_run) record["dry_run"] = true;
    record["written"] = !dry_run;
    print_row(context, record);
    return Status::done;
}

}  // namespace tk::update
