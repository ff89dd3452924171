#pragma once

#include <sqlite3.h>

#include <optional>

#include "store/sqlite_statement.hpp"

namespace tk::store {

/// How many words each row of the full-text index holds. FTS5 looks that up row by row, which takes longer than all
/// else of a search for a word that many rows hold; here rows that are asked for in the order of their ids are read on
/// from the last one.
class RowLengths {
public:
    explicit RowLengths(sqlite3* connection);

    /// Nothing when the index does not say, or cannot be read: FTS5 itself tells why.
    std::optional<int> of(sqlite3_int64 id);

private:
    void read_next();

    StatementHandle statement_;
    std::optional<sqlite3_int64> at_;  // row that the statement is at
};

}  // namespace tk::store
