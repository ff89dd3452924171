#include "store/sqlite_lengths.hpp"

#include <cstdint>
#include <span>

namespace tk::store {

namespace {

/// A row further on than this is looked up by its id.
constexpr sqlite3_int64 near = 16;

/// Sum of the numbers of a blob as FTS5 writes it (https://sqlite.org/fts5.html, "the sizes of the columns"): seven
/// bits a byte, the greatest first, and the top bit set in all bytes but the last of a number.
int sum_of(std::span<const unsigned char> blob) {
    std::uint64_t sum = 0;
    std::uint64_t number = 0;
    for (const unsigned char byte : blob) {
        number = number << 7 | (byte & 0x7fu);
        if (byte & 0x80u) continue;
        sum += number;
        number = 0;
    }
    return static_cast<int>(sum);
}

}  // namespace

RowLengths::RowLengths(sqlite3* connection) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v2(connection, "SELECT id, sz FROM search_index_docsize WHERE id >= ?1 ORDER BY id", -1, &statement,
                       nullptr);
    statement_.reset(statement);
}

void RowLengths::read_next() {
    at_.reset();
    if (sqlite3_step(statement_.get()) == SQLITE_ROW) at_ = sqlite3_column_int64(statement_.get(), 0);
}

std::optional<int> RowLengths::of(sqlite3_int64 id) {
    if (!statement_) return std::nullopt;
    if (!at_ || id < *at_ || id > *at_ + near) {
        sqlite3_reset(statement_.get());
        sqlite3_bind_int64(statement_.get(), 1, id);
        read_next();
    }
    while (at_ && *at_ < id) read_next();
    if (at_ != id) return std::nullopt;
    const auto* bytes = static_cast<const unsigned char*>(sqlite3_column_blob(statement_.get(), 1));
    return sum_of({bytes, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), 1))});
}

}  // namespace tk::store
