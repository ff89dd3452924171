#include "db-update/upsert.hpp"

#include <fmt/format.h>

#include "store/search.hpp"

namespace tk::update {

namespace {

std::string select_sql(const Table& table) {
    return fmt::format("SELECT {} FROM {} WHERE game = $1 AND id = $2", fmt::join(table.columns, ", "), table.name);
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

}  // namespace

Upserter::Upserter(store::Database& database, const Table& table, std::int64_t run, std::string now)
    : table_(table),
      run_(run),
      now_(std::move(now)),
      select_(database.prepare(select_sql(table))),
      insert_(database.prepare(insert_sql(table))),
      update_(database.prepare(update_sql(table))),
      index_(database.prepare(index_sql)) {}

Difference Upserter::compare(const std::string& game, const Row& row) {
    Difference difference{Outcome::inserted, {}};
    select_->with(game, row.id);
    if (select_->step()) {
        for (std::size_t i = 0; i < row.cells.size(); ++i) {
            store::Cell before = select_->cell(static_cast<int>(i));
            if (before != row.cells[i])
                difference.changes.push_back({table_.columns[i], std::move(before), row.cells[i]});
        }
        difference.outcome = difference.changes.empty() ? Outcome::unchanged : Outcome::updated;
    }
    select_->rewind();
    return difference;
}

void Upserter::write(const std::string& game, const Row& row, Outcome outcome, std::int64_t source) {
    if (outcome == Outcome::unchanged) return;
    const bool is_new = outcome == Outcome::inserted;
    store::Statement& statement = is_new ? *insert_ : *update_;
    if (is_new) {
        statement.with(game, row.id, run_, source, now_, now_);
    } else {
        statement.with(game, row.id, run_, source, now_);
    }
    int number = is_new ? 7 : 6;
    for (const store::Cell& cell : row.cells) statement.bind(number++, store::to_argument(cell));
    statement.run();
    index_
        ->with(table_.name, game, row.id, row.title, store::search_text(row.search_name),
               store::search_text(row.search_body))
        .run();
}

}  // namespace tk::update
