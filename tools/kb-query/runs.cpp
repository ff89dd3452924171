#include "kb-query/runs.hpp"

#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "core/error.hpp"
#include "core/rows.hpp"
#include "kb-query/listing.hpp"

namespace tk::query {

namespace {

/// A change of one column over several runs.
struct Change {
    Value before, after;
};

struct Record {
    std::string table, game, id;
    bool is_new = false;
    std::map<std::string, Change> columns;
};

/// Column values hold JSON text where the column does; shown parsed.
Value shown(const Value& value) {
    if (!value.is_string()) return value;
    const std::string& text = value.get_ref<const std::string&>();
    if (!text.starts_with('{') && !text.starts_with('[')) return value;
    return cell_value(text, true);
}

void check_run(store::Database& database, std::int64_t run) {
    const auto found = database.prepare("SELECT undone_at FROM import_runs WHERE id = $1");
    found->with(run);
    if (!found->step()) {
        const auto last = database.prepare("SELECT max(id) FROM import_runs");
        const bool any = last->step() && !last->is_null(0);
        throw Error(
            fmt::format("there is no import run {}", run),
            any ? fmt::format(
                      "the last is {}; list them: kb-query sql 'SELECT id, table_name, started_at FROM import_runs'",
                      last->integer(0))
                : "nothing was imported yet");
    }
}

void add_change(Record& record, const store::Statement& row) {
    const Value before = Value::parse(row.maybe_text(4).value_or("{}"), nullptr, false);
    const Value after = Value::parse(row.maybe_text(5).value_or("{}"), nullptr, false);
    if (!after.is_object()) return;
    for (const auto& [column, value] : after.items()) {
        if (column.starts_with("folded_")) continue;
        const auto [entry, is_first] = record.columns.try_emplace(column);
        if (is_first && before.is_object() && before.contains(column)) entry->second.before = before[column];
        entry->second.after = value;
    }
}

std::string name_of(store::Database& database, const Record& record) {
    static constexpr std::string_view named[] = {"spells", "monsters", "maps", "items", "item_sets", "game_records"};
    for (const std::string_view table : named) {
        if (record.table != table) continue;
        const auto row = database.prepare(fmt::format("SELECT name FROM {} WHERE game = $1 AND id = $2", table));
        row->with(record.game, record.id);
        if (row->step()) return std::string(row->maybe_text(0).value_or(""));
    }
    return {};
}

/// False: nothing of it is another in the end.
bool print_record(store::Database& database, RowPrinter& printer, const Record& record) {
    Value changed = Value::object();
    for (const auto& [column, change] : record.columns) {
        if (!record.is_new && change.before != change.after)
            changed[column] = {{"before", shown(change.before)}, {"after", shown(change.after)}};
    }
    if (!record.is_new && changed.empty()) return false;
    Value row{{"type", "row"}, {"change", record.is_new ? "inserted" : "updated"}, {"kind", record.table}};
    if (const std::string name = name_of(database, record); !name.empty()) row["name"] = name;
    row["id"] = record.id;
    row["game"] = record.game;
    if (!record.is_new) row["fields"] = std::move(changed);
    printer.row(row);
    return true;
}

}  // namespace

Status run_diff(Context& context, store::Database& database, const DiffOptions& options) {
    if (options.from != 0) check_run(database, options.from);  // 0: before all of them
    check_run(database, options.to);
    if (options.from > options.to)
        throw UsageError("the first run is later than the second", "give the earlier one first");
    const auto changes = database.prepare(
        "SELECT c.table_name, c.game, c.record_id, c.change, c.before, c.after FROM import_changes AS c JOIN "
        "import_runs AS "
        "r ON r.id = c.import_run WHERE c.import_run > $1 AND c.import_run <= $2 AND r.undone_at IS NULL AND ($3 IS "
        "NULL OR "
        "c.game = $3) AND ($4 IS NULL OR c.table_name = $4) ORDER BY c.table_name, c.game, c.record_id, c.import_run");
    const auto given = [](const std::string& text) { return text.empty() ? std::nullopt : std::optional(text); };
    changes->with(options.from, options.to, given(options.game), given(options.kind));
    RowPrinter printer{context};
    Record record;
    bool any = false;
    while (changes->step()) {
        context.check_interrupt();
        const std::tuple key{changes->text(0), changes->text(1), changes->text(2)};
        if (std::tuple<std::string_view, std::string_view, std::string_view>{record.table, record.game, record.id} !=
            key) {
            if (!record.id.empty() && print_record(database, printer, record)) any = true;
            record = {std::string(changes->text(0)),
                      std::string(changes->text(1)),
                      std::string(changes->text(2)),
                      changes->text(3) == "inserted",
                      {}};
        }
        add_change(record, *changes);
    }
    if (!record.id.empty() && print_record(database, printer, record)) any = true;
    printer.finish();
    return any ? Status::done : Status::nothing;
}

}  // namespace tk::query
