#include "db-update/account.hpp"

#include <nlohmann/json.hpp>

#include "db-update/cells.hpp"
#include "db-update/missing_keys.hpp"

namespace tk::update {

namespace {

/// A column the reader of an account does not know: made by us from another.
bool is_derived(std::string_view column) {
    return column.starts_with("folded_");
}

/// `key` is a path inside `column`; what has no column of its own lies in `extra` and goes by its own name.
std::string place_of(std::string_view column, const std::string& key) {
    if (column == "extra") return key;
    return std::string(column) + (key.starts_with('[') ? "" : ".") + key;
}

}  // namespace

void Account::add(const Table& table, const Difference& difference) {
    ++by_table[std::string(table.name)][static_cast<std::size_t>(difference.outcome)];
    switch (difference.outcome) {
        case Outcome::inserted: ++inserted; break;
        case Outcome::updated: ++updated; break;
        case Outcome::unchanged: ++unchanged; return;
    }
    for (const Change& change : difference.changes) {
        if (is_derived(change.column)) continue;
        ++changed_fields[std::string(change.column)];
        if (std::holds_alternative<std::monostate>(change.after)) ++missing_fields[std::string(change.column)];
        for (const std::string& key : missing_keys(change.before, change.after))
            ++missing_fields[place_of(change.column, key)];
    }
}

bool Account::renames_most() const {
    const auto names = changed_fields.find("name");
    const std::uint64_t known = updated + unchanged;
    return names != changed_fields.end() && known >= 10 && names->second * 2 >= known;
}

Value Account::details() const {
    Value told = Value::object();
    if (!changed_fields.empty()) told["changed_fields"] = changed_fields;
    if (!notes.repairs.empty()) told["repaired"] = notes.repairs;
    if (!missing_fields.empty()) told["missing_fields"] = missing_fields;
    if (repeated_names > 0) told["repeated_names"] = repeated_names;
    if (!notes.extra.empty()) told["extra_fields"] = notes.extra;
    return told;
}

Value change_record(const Table& table, const std::string& game, const Row& row, const Difference& difference) {
    Value record{{"type", "row"}, {"table", table.name}, {"game", game}, {"id", row.id}, {"name", row.title}};
    record["change"] = difference.outcome == Outcome::inserted ? "inserted" : "updated";
    if (difference.outcome != Outcome::updated) return record;
    Value& fields = record["fields"] = Value::object();
    for (const Change& change : difference.changes) {
        if (!is_derived(change.column))
            fields[std::string(change.column)] = {value_of(change.before), value_of(change.after)};
    }
    return record;
}

}  // namespace tk::update
