#include "db-update/person.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "db-update/cells.hpp"
#include "db-update/learn.hpp"
#include "db-update/personal_data.hpp"
#include "db-update/time_text.hpp"
#include "knowledge/kept_answers.hpp"

namespace tk::update {

namespace {

void bind(store::Statement& statement, const Person& person) {
    const auto as_text = person.id ? std::optional(std::to_string(*person.id)) : std::nullopt;
    statement.with(person.name, person.id, as_text);
}

std::int64_t count(store::Database& database, const std::string& sql) {
    const auto statement = database.prepare(sql);
    statement->step();
    return statement->integer(0);
}

}  // namespace

Status print_data_map(Context& context, store::Database& database) {
    RowPrinter printer(context);
    for (const PersonalTable& table : personal_tables()) {
        printer.row({{"type", "row"},
                     {"table", table.table},
                     {"holds", table.what},
                     {"rows", count(database, fmt::format("SELECT count(*) FROM {}", table.table))}});
    }
    printer.finish();
    return Status::done;
}

Status export_user(Context& context, store::Database& database, const std::string& user) {
    const Person person = person_called(database, user);
    RowPrinter printer(context);
    bool any = false;
    for (const PersonalTable& table : personal_tables()) {
        if (table.whose.empty()) continue;
        const auto rows =
            database.prepare(fmt::format("{}SELECT * FROM {} WHERE {}", person_sql, table.table, table.whose));
        bind(*rows, person);
        while (rows->step()) {
            Value record{{"type", "row"}, {"table", table.table}};
            for (int column = 0; column < rows->columns(); ++column) {
                const std::string name(rows->column_name(column));
                if (name == "password" || name == "embedding") continue;  // a secret, and bytes that are no text
                record["row"][name] = value_of(rows->cell(column));
            }
            printer.row(record);
            any = true;
        }
    }
    printer.finish();
    return any ? Status::done : Status::nothing;
}

Status forget_user(Context& context, store::Database& database, const std::string& user, bool dry_run,
                   const std::filesystem::path& answers) {
    const Person person = person_called(database, user);
    Value removed = Value::object();
    std::int64_t total = 0;
    database.execute("PRAGMA secure_delete = ON");
    {
        store::Transaction transaction(database);
        database.execute("PRAGMA defer_foreign_keys = ON");
        for (const PersonalTable& table : personal_tables()) {
            if (table.whose.empty()) continue;
            const auto statement =
                database.prepare(fmt::format("{}DELETE FROM {} WHERE {}", person_sql, table.table, table.whose));
            bind(*statement, person);
            statement->run();
            const std::int64_t rows = database.changes();
            if (rows > 0) removed[std::string(table.table)] = rows;
            total += rows;
        }
        if (removed.contains("recorded_actions")) learn(database);
        // Nobody can tell whose words these are, and they may go at any time.
        for (const PersonalTable& table : personal_tables()) {
            if (!table.whose.empty() || total == 0) continue;
            database.execute(fmt::format("DELETE FROM {}", table.table));
            if (const std::int64_t rows = database.changes(); rows > 0) removed[std::string(table.table)] = rows;
        }
        if (!dry_run) transaction.commit();
    }
    // The log and the free pages of the file would keep the bytes.
    if (!dry_run && total > 0)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE); VACUUM; PRAGMA wal_checkpoint(TRUNCATE)");
    Value record{{"type", "summary"}, {"table", "persons"}, {"inserted", 0},    {"updated", 0},
                 {"unchanged", 0},    {"rejected", 0},      {"removed", total}, {"tables", removed}};
    record["kept_answers"] = dry_run ? knowledge::kept_answers(answers) : knowledge::drop_kept_answers(answers);
    if (dry_run) record["dry_run"] = true;
    record["written"] = !dry_run && total > 0;
    print_row(context, record);
    if (!dry_run && total > 0)
        context.log().warning("copies made by 'db-update backup' before still hold what was removed");
    return total > 0 ? Status::done : Status::nothing;
}

Status consent(Context& context, store::Database& database, const std::string& user, const std::string& purpose,
               bool grant, bool withdraw) {
    if (grant || withdraw) {
        if (purpose.empty()) throw UsageError("name the purpose that is agreed to", "such as sessions or market");
        store::Transaction transaction(database);
        database.prepare("INSERT INTO consents (user_id, purpose, granted, timestamp) VALUES ($1, $2, $3, $4)")
            ->with(user, purpose, grant, now_utc())
            .run();
        transaction.commit();
    }
    const auto rows = database.prepare(
        "SELECT purpose, granted, timestamp FROM consents AS c WHERE user_id = $1 AND ($2 = '' OR purpose = $2) AND "
        "id = (SELECT max(id) FROM consents WHERE user_id = $1 AND purpose = c.purpose) ORDER BY purpose");
    rows->with(user, purpose);
    RowPrinter printer(context);
    bool any = false;
    while (rows->step()) {
        any = true;
        printer.row({{"type", "row"},
                     {"user", user},
                     {"purpose", std::string(rows->text(0))},
                     {"granted", rows->integer(1) != 0},
                     {"since", std::string(rows->text(2))}});
    }
    printer.finish();
    return any ? Status::done : Status::nothing;
}

}  // namespace tk::update
