#include "store/sqlite_feed.hpp"

#include <memory>
#include <utility>

#include "store/sqlite_error.hpp"

namespace tk::store {

namespace {

struct Table : sqlite3_vtab {
    SqliteFeed* owner = nullptr;
};

struct Cursor : sqlite3_vtab_cursor {
    sqlite3_int64 row = 0;
    bool at_end = false;
};

SqliteFeed& owner(sqlite3_vtab_cursor* cursor) {
    return *static_cast<Table*>(cursor->pVtab)->owner;
}

int connect_table(sqlite3* connection, void* data, int, const char* const*, sqlite3_vtab** result, char**) {
    auto* feed = static_cast<SqliteFeed*>(data);
    const int code = sqlite3_declare_vtab(connection, feed->declaration().c_str());
    if (code != SQLITE_OK) return code;
    auto table = std::make_unique<Table>();
    table->owner = feed;
    *result = table.release();
    return SQLITE_OK;
}

int disconnect_table(sqlite3_vtab* table) {
    const std::unique_ptr<Table> end(static_cast<Table*>(table));
    return SQLITE_OK;
}

int choose_plan(sqlite3_vtab*, sqlite3_index_info* plan) {
    plan->estimatedCost = 1;  // it can only be read from its start: it is always the outer loop
    return SQLITE_OK;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** result) {
    *result = std::make_unique<Cursor>().release();
    return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
    const std::unique_ptr<Cursor> end(static_cast<Cursor*>(cursor));
    return SQLITE_OK;
}

int next_row(sqlite3_vtab_cursor* base) {
    auto* cursor = static_cast<Cursor*>(base);
    try {
        cursor->at_end = !owner(base).feed().next();
    } catch (...) {
        return owner(base).failed(std::current_exception());
    }
    ++cursor->row;
    return SQLITE_OK;
}

int first_row(sqlite3_vtab_cursor* base, int, const char*, int, sqlite3_value**) {
    try {
        owner(base).feed().begin();
    } catch (...) {
        return owner(base).failed(std::current_exception());
    }
    return next_row(base);
}

int is_at_end(sqlite3_vtab_cursor* cursor) {
    return static_cast<Cursor*>(cursor)->at_end ? 1 : 0;
}

int row_number(sqlite3_vtab_cursor* cursor, sqlite3_int64* result) {
    *result = static_cast<Cursor*>(cursor)->row;
    return SQLITE_OK;
}

void give(sqlite3_context* result, std::monostate) {
    sqlite3_result_null(result);
}
void give(sqlite3_context* result, std::int64_t value) {
    sqlite3_result_int64(result, value);
}
void give(sqlite3_context* result, double value) {
    sqlite3_result_double(result, value);
}
void give(sqlite3_context* result, std::string_view text) {
    // Static, for the row is written before the next one is asked for.
    sqlite3_result_text64(result, text.data() ? text.data() : "", text.size(), SQLITE_STATIC, SQLITE_UTF8);
}

int column_of_row(sqlite3_vtab_cursor* cursor, sqlite3_context* result, int column) {
    std::visit([&](const auto& value) { give(result, value); }, owner(cursor).feed().column(column));
    return SQLITE_OK;
}

sqlite3_module module_of_feeds() {
    sqlite3_module module{};  // without xCreate: the table is there without being made
    module.xConnect = connect_table;
    module.xBestIndex = choose_plan;
    module.xDisconnect = disconnect_table;
    module.xOpen = open_cursor;
    module.xClose = close_cursor;
    module.xFilter = first_row;
    module.xNext = next_row;
    module.xEof = is_at_end;
    module.xColumn = column_of_row;
    module.xRowid = row_number;
    return module;
}

const sqlite3_module feeds = module_of_feeds();

}  // namespace

SqliteFeed::SqliteFeed(sqlite3* connection, const std::string& table, std::span<const std::string_view> columns,
                       RowFeed& feed)
    : connection_(connection), table_(table), feed_(feed) {
    declaration_ = "CREATE TABLE feed (";
    for (const std::string_view column : columns)
        declaration_ += (declaration_.back() == '(' ? "" : ", ") + std::string(column);
    declaration_ += ")";
    const int code = sqlite3_create_module_v2(connection_, table_.c_str(), &feeds, this, nullptr);
    if (code != SQLITE_OK) throw_sqlite(connection_, code, table_);
}

SqliteFeed::~SqliteFeed() {
    sqlite3_create_module_v2(connection_, table_.c_str(), nullptr, nullptr, nullptr);
}

int SqliteFeed::failed(std::exception_ptr failure) {
    failure_ = std::move(failure);
    return SQLITE_ABORT;
}

void SqliteFeed::rethrow() {
    if (failure_) std::rethrow_exception(std::exchange(failure_, nullptr));
}

}  // namespace tk::store
