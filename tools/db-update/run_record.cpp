#include "db-update/run_record.hpp"

#include <optional>

#include "core/version.hpp"
#include "db-update/time_text.hpp"

namespace tk::update {

RunRecord::RunRecord(store::Database& database, std::string_view table, const std::string& now) : database_(database) {
    const auto insert = database_.prepare(
        "INSERT INTO import_runs (table_name, tool_version, started_at) VALUES ($1, $2, $3) RETURNING id");
    insert->with(table, version, now);
    insert->step();
    id_ = insert->integer(0);
    insert->rewind();
}

std::int64_t RunRecord::add_source(const std::string& name) {
    const auto insert =
        database_.prepare("INSERT INTO import_sources (import_run, source_file) VALUES ($1, $2) RETURNING id");
    insert->with(id_, name);
    insert->step();
    const std::int64_t id = insert->integer(0);
    insert->rewind();
    return id;
}

void RunRecord::end_source(std::int64_t source, const std::string& content_hash, std::int64_t records) {
    database_.prepare("UPDATE import_sources SET content_hash = $2, records = $3 WHERE id = $1")
        ->with(source, content_hash, records)
        .run();
}

void RunRecord::end(std::string_view table, std::uint64_t inserted, std::uint64_t updated, std::uint64_t unchanged,
                    std::uint64_t rejected, std::string_view shape, const std::string& repaired) {
    database_
        .prepare(
            "UPDATE import_runs SET finished_at = $2, inserted = $3, updated = $4, unchanged = $5, rejected = $6, "
            "table_name = $7, shape = $8, repaired = $9 WHERE id = $1")
        ->with(id_, now_utc(), static_cast<std::int64_t>(inserted), static_cast<std::int64_t>(updated),
               static_cast<std::int64_t>(unchanged), static_cast<std::int64_t>(rejected), table, shape,
               repaired.empty() ? std::optional<std::string>() : std::optional(repaired))
        .run();
}

}  // namespace tk::update
