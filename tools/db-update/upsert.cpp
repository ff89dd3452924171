#include "db-update/upsert.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "db-update/cells.hpp"
#include "store/search.hpp"

namespace tk::update {

namespace {

std::string select_sql(const Table& table) {
    return fmt::format("SELECT {}, import_run, import_source, updated_at FROM {} WHERE game = $1 AND id = $2",
                       fmt::join(table.columns, ", "), table.name);
}

std::string insert_sql(const Table& table) {
    std::string values;
    for (std::size_t i = 0; i < table.columns.size() + 6; ++i) values += fmt::format("{}${}", i > 0 ? ", " : "", i + 1);
    return fmt::format("INSERT INTO {} (game, id, import_run, import_source, created_at, updated_at, {}) VALUES ({})",
                       table.name, fmt::join(table.columns, ", "), values);
}

std::string update_sql(const Table& table) {
    std::string sets;
    for (std::size_t i = 0; i < table.columns.size(); ++i) sets += fmt::format(", {} = ${}", table.columns[i], i + 6);
    return fmt::format(
        "UPDATE {} SET import_run = $3, import_source = $4, updated_at = $5{} WHERE game = $1 AND id = $2", table.name,
        sets);
}

constexpr std::string_view index_sql =
    "INSERT INTO search_documents (kind, game, record_id, title, name, body) VALUES ($1, $2, $3, $4, $5, $6) "
    "ON CONFLICT (kind, game, record_id) DO UPDATE "
    "SET title = excluded.title, name = excluded.name, body = excluded.body "
    "WHERE search_documents.title <> excluded.title OR search_documents.name <> excluded.name "
    "OR search_documents.body <> excluded.body";

constexpr std::string_view change_sql =
    "INSERT INTO import_changes (import_run, table_name, game, record_id, change, before, after, previous_run, "
    "previous_source, previous_updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) "
    "ON CONFLICT (import_run, table_name, game, record_id) DO NOTHING";
constexpr std::string_view changed_before_sql =
    "SELECT change, before, after FROM import_changes WHERE import_run = $1 AND table_name = $2 AND game = $3 AND "
    "record_id = $4";
constexpr std::string_view change_again_sql =
    "UPDATE import_changes SET before = $5, after = $6 WHERE import_run = $1 AND table_name = $2 AND game = $3 AND "
    "record_id = $4";

}  // namespace

Upserter::Upserter(store::Database& database, Table table, std::int64_t run, std::string now)
    : database_(database),
      table_(std::move(table)),
      run_(run),
      now_(std::move(now)),
      select_(database.prepare(select_sql(table_))),
      insert_(database.prepare(insert_sql(table_))),
      update_(database.prepare(update_sql(table_))),
      index_(database.prepare(index_sql)),
      change_(database.prepare(change_sql)) {}

std::vector<store::Cell> Upserter::known(const std::string& game, const std::string& id) {
    std::vector<store::Cell> cells;
    select_->with(game, id);
    if (select_->step()) {
        for (std::size_t i = 0; i < table_.columns.size(); ++i) cells.push_back(select_->cell(static_cast<int>(i)));
    }
    select_->rewind();
    return cells;
}

Difference Upserter::compare(const std::string& game, const Row& row) {
    Difference difference{Outcome::inserted, {}, {}, {}, {}};
    select_->with(game, row.id);
    if (select_->step()) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            store::Cell before = select_->cell(static_cast<int>(i));
            if (before != row.cells[i])
                difference.changes.push_back({table_.columns[i], std::move(before), row.cells[i]});
        }
        const int next = static_cast<int>(row.cells.size());
        difference.run = select_->cell(next);
        difference.source = select_->cell(next + 1);
        difference.updated_at = select_->cell(next + 2);
        difference.outcome = difference.changes.empty() ? Outcome::unchanged : Outcome::updated;
    }
    select_->rewind();
    return difference;
}

void Upserter::write(const std::string& game, const Row& row, const Difference& difference, std::int64_t source) {
    if (difference.outcome == Outcome::unchanged) return;
    const bool is_new = difference.outcome == Outcome::inserted;
    store::Statement& statement = is_new ? *insert_ : *update_;
    if (is_new) {
        statement.with(game, row.id, run_, source, now_, now_);
    } else {
        statement.with(game, row.id, run_, source, now_);
    }
    int number = is_new ? 7 : 6;
    for (const store::Cell& cell : row.cells) statement.bind(number++, store::to_argument(cell));
    statement.run();
    note_change(game, row, difference);
    if (!table_.is_searched) return;
    index_
        ->with(table_.name, game, row.id, row.title, store::search_text(row.search_name),
               store::search_text(row.search_body))
        .run();
}

void Upserter::note_change(const std::string& game, const Row& row, const Difference& difference) {
    constexpr std::monostate none;
    if (difference.outcome == Outcome::inserted) {
        change_->with(run_, table_.name, game, row.id, "inserted", none, none, none, none, none).run();
        return;
    }
    Value before = Value::object();
    Value after = Value::object();
    for (const Change& change : difference.changes) {
        before[std::string(change.column)] = value_of(change.before);
        after[std::string(change.column)] = value_of(change.after);
    }
    change_
        ->with(run_, table_.name, game, row.id, "updated", before.dump(), after.dump(), difference.run,
               difference.source, difference.updated_at)
        .run();
    if (database_.changes() == 0) note_further_change(game, row.id, std::move(before), after);
}

/// A row that a run changes twice (a spell, then by its ranks) keeps its first `before`.
void Upserter::note_further_change(const std::string& game, const std::string& id, Value before, const Value& after) {
    const auto first = database_.prepare(changed_before_sql);
    first->with(run_, table_.name, game, id);
    first->step();
    if (first->text(0) == "inserted") return;
    before.update(Value::parse(first->text(1)));
    Value merged = Value::parse(first->text(2));
    merged.update(after);
    first->rewind();
    database_.prepare(change_again_sql)->with(run_, table_.name, game, id, before.dump(), merged.dump()).run();
}

}  // namespace tk::update
