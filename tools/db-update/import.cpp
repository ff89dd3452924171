#include "db-update/import.hpp"

#include <chrono>
#include <ctime>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "core/error.hpp"
#include "core/progress.hpp"
#include "core/version.hpp"
#include "db-update/record_source.hpp"
#include "db-update/upsert.hpp"

namespace tk::update {

namespace {

std::string now_utc() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    char text[32];
    return {text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts)};
}

/// A column the reader of an account does not know: made by us from another.
bool is_derived(std::string_view column) {
    return column.starts_with("folded_");
}

Value value_of(const store::Cell& cell) {
    return std::visit(
        [](const auto& value) -> Value {
            if constexpr (std::is_same_v<std::decay_t<decltype(value)>, std::monostate>) {
                return nullptr;
            } else {
                return value;
            }
        },
        cell);
}

class Import {
public:
    Import(Context& context, store::Database& database, const Table& table, const ImportOptions& options)
        : context_(context),
          database_(database),
          table_(table),
          options_(options),
          now_(now_utc()),
          progress_("importing " + std::string(table.name), 0, "records", !context.settings().quiet) {}

    Status run() {
        store::Transaction transaction(database_);
        begin_run();
        Upserter upserter(database_, table_, run_, now_);
        upserter_ = &upserter;
        for (const std::string& file : options_.files.empty() ? std::vector<std::string>{"-"} : options_.files)
            read(file);
        end_run();
        const bool refused = account_.rejected > 0 && !options_.keep_good;
        const bool written = !refused && !options_.dry_run;
        if (written) transaction.commit();
        for (const Value& change : changes_) print(change);
        print(summary(written));
        if (refused && !options_.dry_run)
            context_.log().warning("nothing was written, because " + std::to_string(account_.rejected) +
                                   (account_.rejected == 1 ? " record" : " records") +
                                   " cannot be used; --keep-good writes the others");
        return context_.status();
    }

private:
    void begin_run() {
        const auto insert = database_.prepare(
            "INSERT INTO import_runs (table_name, tool_version, started_at) VALUES ($1, $2, $3) RETURNING id");
        insert->with(table_.name, version, now_);
        insert->step();
        run_ = insert->integer(0);
        insert->rewind();
    }

    void end_run() {
        database_
            .prepare(
                "UPDATE import_runs SET finished_at = $2, inserted = $3, updated = $4, unchanged = $5, "
                "rejected = $6 WHERE id = $1")
            ->with(run_, now_utc(), static_cast<std::int64_t>(account_.inserted),
                   static_cast<std::int64_t>(account_.updated), static_cast<std::int64_t>(account_.unchanged),
                   static_cast<std::int64_t>(account_.rejected))
            .run();
    }

    void read(const std::string& file) {
        RecordSource source(file);
        const auto insert =
            database_.prepare("INSERT INTO import_sources (import_run, source_file) VALUES ($1, $2) RETURNING id");
        insert->with(run_, source.name());
        insert->step();
        const std::int64_t source_id = insert->integer(0);
        insert->rewind();
        std::int64_t records = 0;
        while (next(source, source_id)) ++records;
        if (source.repaired() > 0) account_.notes.repairs["nan"] += source.repaired();
        database_.prepare("UPDATE import_sources SET content_hash = $2, records = $3 WHERE id = $1")
            ->with(source_id, source.content_hash(), records)
            .run();
    }

    /// Takes in one record; false at the end of the source.
    bool next(RecordSource& source, std::int64_t source_id) {
        context_.check_interrupt();
        try {
            const auto record = source.next();
            if (!record) return false;
            ++context_.counters().records_in;
            progress_.advance_to(context_.counters().records_in);
            try {
                take(source, *record, source_id);
            } catch (const RecordError& error) {
                throw InputError(source.name(), record->line, error.what(), error.advice());
            }
        } catch (const InputError& error) {
            ++account_.rejected;
            context_.problem(error);
        }
        return true;
    }

    void take(const RecordSource& source, const SourceRecord& record, std::int64_t source_id) {
        std::string game = options_.game;
        if (game.empty()) game = std::string(record.view.string("game").value_or(""));
        if (game.empty()) game = source.game().value_or("");
        if (game.empty()) throw RecordError("invalid", "no game is named", "give it with --game");
        const Row row = table_.map(record.view, {options_.language}, account_.notes);
        const std::string place = source.name() + ":" + std::to_string(record.line);
        const auto [seen, is_new] = seen_.try_emplace(game + '\n' + row.id, place);
        const Difference difference = upserter_->compare(game, row);
        if (!is_new && difference.outcome != Outcome::unchanged)
            throw RecordError("repeated", "id " + row.id + " is here with other content than at " + seen->second);
        upserter_->write(game, row, difference.outcome, source_id);
        count(game, row, difference);
    }

    void count(const std::string& game, const Row& row, const Difference& difference) {
        switch (difference.outcome) {
            case Outcome::inserted: ++account_.inserted; break;
            case Outcome::updated: ++account_.updated; break;
            case Outcome::unchanged: ++account_.unchanged; return;
        }
        Value fields = Value::object();
        for (const Change& change : difference.changes) {
            if (is_derived(change.column)) continue;
            ++account_.changed_fields[std::string(change.column)];
            fields[std::string(change.column)] = {value_of(change.before), value_of(change.after)};
        }
        if (!options_.changes) return;
        Value record{{"type", "row"}, {"table", table_.name}, {"game", game}, {"id", row.id}, {"name", row.title}};
        record["change"] = difference.outcome == Outcome::inserted ? "inserted" : "updated";
        if (difference.outcome == Outcome::updated) record["fields"] = std::move(fields);
        changes_.push_back(std::move(record));
    }

    Value summary(bool written) const {
        Value record{{"type", "summary"},
                     {"table", table_.name},
                     {"inserted", account_.inserted},
                     {"updated", account_.updated},
                     {"unchanged", account_.unchanged},
                     {"rejected", account_.rejected}};
        record["run"] = written ? Value(run_) : Value(nullptr);
        if (options_.dry_run) record["dry_run"] = true;
        record["written"] = written;
        if (!account_.changed_fields.empty()) record["changed_fields"] = account_.changed_fields;
        if (!account_.notes.repairs.empty()) record["repaired"] = account_.notes.repairs;
        if (!account_.notes.extra.empty()) record["extra_fields"] = account_.notes.extra;
        return record;
    }

    void print(const Value& record) {
        context_.out().line(record.dump());
        ++context_.counters().records_out;
    }

    Context& context_;
    store::Database& database_;
    const Table& table_;
    const ImportOptions& options_;
    const std::string now_;
    Progress progress_;
    std::int64_t run_ = 0;
    Upserter* upserter_ = nullptr;
    Account account_;
    std::vector<Value> changes_;
    std::unordered_map<std::string, std::string> seen_;
};

}  // namespace

Status import_records(Context& context, store::Database& database, const Table& table, const ImportOptions& options) {
    return Import(context, database, table, options).run();
}

}  // namespace tk::update
