#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "db-update/row.hpp"
#include "store/database.hpp"

namespace tk::update {

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
    std::vector<Change> changes;  ///< for an update
};

/// Writes rows of one table, keyed by (game, id), inside the caller's transaction: a new row is inserted, a row with
/// other content updated, an equal one left as it is, provenance included.
class Upserter {
public:
    /// `now`: RFC 3339 UTC.
    Upserter(store::Database& database, const Table& table, std::int64_t run, std::string now);

    /// Compares the row with what the table holds.
    Difference compare(const std::string& game, const Row& row);
    /// Writes the row as `compare` found it to be. `source`: id in import_sources.
    void write(const std::string& game, const Row& row, Outcome outcome, std::int64_t source);

private:
    const Table& table_;
    std::int64_t run_;
    std::string now_;
    std::unique_ptr<store::Statement> select_, insert_, update_, index_;
};

}  // namespace tk::update
