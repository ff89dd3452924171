#include "store/sqlite_database.hpp"

#include <algorithm>
#include <cctype>
#include <chrono>
#include <thread>

#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "store/sqlite_dialect.hpp"
#include "store/sqlite_error.hpp"
#include "store/sqlite_feed.hpp"
#include "store/sqlite_rank.hpp"
#include "store/sqlite_statement.hpp"

namespace tk::store {

namespace {

/// What a statement of a person may do: read tables, call functions, and ask for the form of tables. (The full-text
/// index asks for the data version.)
int allow_reading(void*, int action, const char* first, const char*, const char*, const char*) {
    switch (action) {
        case SQLITE_SELECT:
        case SQLITE_READ:
        case SQLITE_FUNCTION:
        case SQLITE_RECURSIVE: return SQLITE_OK;
        case SQLITE_PRAGMA: {
            static constexpr std::string_view harmless[] = {"table_info",      "table_xinfo", "table_list",
                                                            "index_list",      "index_info",  "data_version",
                                                            "foreign_key_list"};
            const std::string_view name = first;
            return std::find(std::begin(harmless), std::end(harmless), name) == std::end(harmless) ? SQLITE_DENY
                                                                                                   : SQLITE_OK;
        }
        default: return SQLITE_DENY;
    }
}

/// Holds the authorizer while one statement is compiled.
class ReadingOnly {
public:
    explicit ReadingOnly(sqlite3* connection) : connection_(connection) {
        sqlite3_set_authorizer(connection_, allow_reading, nullptr);
    }
    ~ReadingOnly() { sqlite3_set_authorizer(connection_, nullptr, nullptr); }
    ReadingOnly(const ReadingOnly&) = delete;
    ReadingOnly& operator=(const ReadingOnly&) = delete;

private:
    sqlite3* connection_;
};

/// Lets a statement that would run for ever be interrupted.
int stop_when_interrupted(void*) {
    return interrupted() ? 1 : 0;
}

}  // namespace

SqliteDatabase::SqliteDatabase(ConnectionHandle connection, std::string file)
    : connection_(std::move(connection)), file_(std::move(file)) {}

const Dialect& SqliteDatabase::dialect() const {
    return sqlite_dialect;
}

std::unique_ptr<Statement> SqliteDatabase::prepare(std::string_view sql) {
    return sqlite_statement(connection_.get(), sql, file_);
}

std::unique_ptr<Statement> SqliteDatabase::prepare_untrusted(std::string_view sql) {
    StatementHandle statement;
    std::string_view rest;
    // The first use of the full-text index declares its columns, which the guard would take for a new table.
    compile(connection_.get(), "SELECT 1 FROM search_index", file_, rest);
    {
        const ReadingOnly guard(connection_.get());
        try {
            statement = compile(connection_.get(), sql, file_, rest);
        } catch (const Error& error) {
            const int code = sqlite3_errcode(connection_.get());
            if ((code & 0xff) == SQLITE_AUTH)
                throw Error("the statement does more than read: " + std::string(sqlite3_errmsg(connection_.get())),
                            "only SELECT is allowed; db-update changes the data");
            throw;
        }
    }
    if (!statement) throw Error("there is no statement");
    const bool is_one =
        std::all_of(rest.begin(), rest.end(), [](unsigned char c) { return std::isspace(c) || c == ';'; });
    if (!is_one) throw Error("there is more than one statement", "give one SELECT");
    if (!sqlite3_stmt_readonly(statement.get()))
        throw Error("the statement does more than read", "only SELECT is allowed; db-update changes the data");
    sqlite3_progress_handler(connection_.get(), 100'000, stop_when_interrupted, nullptr);
    return sqlite_statement(connection_.get(), sql, file_);
}

void SqliteDatabase::open_search() {
    if (!can_rank_) add_best_rank(connection_.get(), file_);
    can_rank_ = true;
}

void SqliteDatabase::open_words() {
    // A temporary table changes no file, but a connection that only reads refuses it like any other.
    const bool only_reads = pragma("query_only") != 0;
    if (only_reads) execute("PRAGMA query_only = OFF");
    execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search_index, row)");
    if (only_reads) execute("PRAGMA query_only = ON");
}

void SqliteDatabase::execute(std::string_view script) {
    while (!script.empty()) {
        std::string_view rest;
        const StatementHandle statement = compile(connection_.get(), script, file_, rest);
        script = rest;
        if (!statement) continue;  // blank space or a comment
        int code = SQLITE_ROW;
        while (code == SQLITE_ROW) code = sqlite3_step(statement.get());
        if (code != SQLITE_DONE) throw_sqlite(connection_.get(), code, file_);
    }
}

void SqliteDatabase::with_feed(RowFeed& feed, std::span<const std::string_view> columns, std::string_view sql,
                               const std::function<void(Statement&)>& use) {
    SqliteFeed table(connection_.get(), "fed", columns, feed);
    const auto statement = prepare(sql);
    try {
        use(*statement);
    } catch (const Error&) {
        table.rethrow();  // what the feed said, not that SQLite was stopped by it
        throw;
    }
}

int SqliteDatabase::schema_version() {
    return static_cast<int>(pragma("user_version"));
}
void SqliteDatabase::set_schema_version(int version) {
    execute("PRAGMA user_version = " + std::to_string(version));
}
std::int64_t SqliteDatabase::changes() {
    return sqlite3_changes64(connection_.get());
}
void SqliteDatabase::rollback() noexcept {
    // After a full disk or an I/O error SQLite has undone the transaction itself.
    if (!sqlite3_get_autocommit(connection_.get()))
        sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
}

std::int64_t SqliteDatabase::change_counter() {
    if (!change_counter_) change_counter_ = prepare("PRAGMA data_version");
    change_counter_->rewind();
    change_counter_->step();
    const std::int64_t counter = change_counter_->integer(0);
    change_counter_->rewind();
    return counter;
}

std::vector<std::string> SqliteDatabase::check() {
    std::vector<std::string> problems;
    const auto statement = prepare("PRAGMA quick_check");
    while (statement->step()) {
        if (statement->text(0) != "ok") problems.emplace_back(statement->text(0));
    }
    return problems;
}

std::int64_t SqliteDatabase::pragma(std::string_view name) {
    const auto statement = prepare("PRAGMA " + std::string(name));
    return statement->step() ? statement->integer(0) : 0;
}

void SqliteDatabase::use_write_ahead_log(double wait_seconds) {
    const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(wait_seconds);
    while (true) {
        const int code = sqlite3_exec(connection_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr) & 0xff;
        if (code == SQLITE_OK) return;
        if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > end) throw_sqlite(connection_.get(), code, file_);
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
}

bool SqliteDatabase::is_blank() {
    const auto statement = prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
    return !statement->step();
}

}  // namespace tk::store
