#include "db-update/upkeep.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "db-update/compare.hpp"
#include "store/migrations.hpp"
#include "store/search.hpp"

namespace tk::update {

namespace {

struct Aging {
    std::string_view table, time;
};
constexpr Aging aging[] = {{"market_data", "timestamp"},      {"recorded_actions", "timestamp"},
                           {"metrics", "timestamp"},          {"interactions", "timestamp"},
                           {"decisions", "timestamp"},        {"suggestions", "timestamp"},
                           {"performance_logs", "timestamp"}, {"llm_cache", "created_at"}};

}  // namespace

Status migrate_database(Context& context, const std::string& path, double wait) {
    if (!std::filesystem::exists(path))
        throw Error("there is no database at " + path, "make one with 'db-update init'");
    const auto database = store::open_database(path, store::Access::create, {wait});
    const int before = database->schema_version();
    Value record{{"type", "row"}, {"database", path}};
    if (before > 0 && before < store::latest_version(database->dialect())) {
        std::string copy = fmt::format("{}.before-schema-{}", path, store::latest_version(database->dialect()));
        if (!std::filesystem::exists(copy)) {
            std::string quoted;
            for (const char c : copy) quoted += c == '\'' ? std::string("''") : std::string(1, c);
            database->execute("VACUUM INTO '" + quoted + "'");
        }
        record["copy"] = copy;
    }
    record["migrations"] = store::migrate(*database);
    record["schema"] = database->schema_version();
    const auto faults = faults_of(*database);
    if (!faults.empty()) throw Error(path + ": " + faults.front(), "the copy made before is whole");
    print_row(context, record);
    return Status::done;
}

Status check_database(Context& context, store::Database& database) {
    std::vector<std::string> faults = faults_of(database);
    if (faults.empty()) {
        try {
            store::Transaction transaction(database);  // the check of the index is an insert
            database.execute("INSERT INTO search_index (search_index, rank) VALUES ('integrity-check', 1)");
        } catch (const Error& error) {
            faults.push_back(std::string("the full-text index: ") + error.what());
        }
    }
    Value record{{"type", "row"}, {"database", database.name()}, {"schema", database.schema_version()}};
    record["sound"] = faults.empty();
    if (!faults.empty()) record["faults"] = faults;
    print_row(context, record);
    if (faults.empty()) return Status::done;
    context.log().error(database.name() + " is not sound: " + faults.front());
    return Status::failed;
}

Status vacuum_database(Context& context, store::Database& database) {
    const auto size = [&] { return std::filesystem::file_size(database.name()); };
    database.execute("PRAGMA wal_checkpoint(TRUNCATE)");
    const auto before = size();
    store::merge_search_index(database);
    database.execute("VACUUM; PRAGMA wal_checkpoint(TRUNCATE); PRAGMA optimize");
    print_row(context, {{"type", "row"}, {"database", database.name()}, {"bytes_before", before}, {"bytes", size()}});
    return Status::done;
}

Status prune_database(Context& context, store::Database& database, const std::string& since, bool dry_run) {
    store::Transaction transaction(database);
    Value tables = Value::object();
    std::int64_t total = 0;
    for (const Aging& entry : aging) {
        database.prepare(fmt::format("DELETE FROM {} WHERE {} < $1", entry.table, entry.time))->with(since).run();
        const std::int64_t rows = database.changes();
        if (rows > 0) tables[std::string(entry.table)] = rows;
        total += rows;
    }
    if (!dry_run) transaction.commit();
    Value record{{"type", "summary"}, {"table", "prune"}, {"inserted", 0},    {"updated", 0},
                 {"unchanged", 0},    {"rejected", 0},    {"removed", total}, {"before", since}};
    if (!tables.empty()) record["tables"] = tables;
    if (dry_run) record["dry_run"] = true;
    record["written"] = !dry_run;
    print_row(context, record);
    return total > 0 ? Status::done : Status::nothing;
}

}  // namespace tk::update
