#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "db-update/row.hpp"
#include "store/database.hpp"

namespace tk::update {

/// What became of a row.
enum class Outcome { inserted, updated, unchanged };

/// One column that an update changed.
struct Change {
    std::string_view column;
    store::Cell before;
    store::Cell after;
};

/// What a row means for the table.
struct Difference {
    Outcome outcome;
    std::vector<Change> changes;          ///< for an update
    store::Cell run, source, updated_at;  ///< the provenance that an update replaces
};

/// Writes rows of one table, keyed by (game, id), inside the caller's transaction: a new row is inserted, a row with
/// other content updated, an equal one left as it is, provenance included.
class Upserter {
public:
    /// `now`: RFC 3339 UTC.
    Upserter(store::Database& database, Table table, std::int64_t run, std::string now);

    const Table& table() const { return table_; }
    /// The cells that the table holds, in the order of Table::columns; none when there is no such row.
    std::vector<store::Cell> known(const std::string& game, const std::string& id);
    /// Compares the row with what the table holds.
    Difference compare(const std::string& game, const Row& row);
    /// Writes the row as `compare` found it to be, and what changed into import_changes. `source`: id in
    /// import_sources.
    void write(const std::string& game, const Row& row, const Difference& difference, std::int64_t source);

private:
    void note_change(const std::string& game, const Row& row, const Difference& difference);
    void note_further_change(const std::string& game, const std::string& id, Value before, const Value& after);

    store::Database& database_;
    Table table_;
    std::int64_t run_;
    std::string now_;
    std::unique_ptr<store::Statement> select_, insert_, update_, index_, change_;
};

}  // namespace tk::update
