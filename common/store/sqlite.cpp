#include "store/sqlite.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <chrono>
#include <filesystem>
#include <thread>

#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "store/migrations.hpp"
#include "store/schema.hpp"
#include "store/sqlite_error.hpp"
#include "store/sqlite_feed.hpp"
#include "store/sqlite_rank.hpp"
#include "store/sqlite_statement.hpp"

namespace tk::store {

namespace {

/// "tkit": marks the file as ours in its header, so that another program's database is not taken for it (set by the
/// first migration, in one transaction with the tables).
constexpr std::int64_t application_id = 0x746b6974;

const Migration steps[] = {
    {1, "game data, provenance and full text", schema::game_data},
    {2, "sessions and recorded actions", schema::records},
    {3, "users, conversations and model logs", schema::platform},
    {4, "changes of each run, sets, world graph, taxes, observations, consent", schema::updates},
    {5, "outcomes, ratings, cached answers and breakers of models", schema::models},
    {6, "beginnings of words in the full-text index", schema::search},
    {7, "metrics and interactions that are known already", schema::once},
};

std::string match_query(std::span<const std::string> words, bool prefixes) {
    std::string query;
    for (const std::string& word : words) {
        if (!query.empty()) query += ' ';
        query += '"' + word + '"';  // folded words hold letters and digits only
        if (prefixes) query += '*';
    }
    return query;
}

std::string only_in_names(const std::string& query) {
    return "name : (" + query + ")";
}

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

const Dialect sqlite_dialect{
    "BEGIN IMMEDIATE",
    steps,
    // The best by rank are found first, so that only they are looked up by their key. (The limit that is none keeps the
    // inner question apart, so that each row is ranked once and only what may be among the best is sorted.)
    "SELECT d.kind, d.game, d.record_id, d.title, best.score FROM (SELECT id, score FROM (SELECT rowid AS id, "
    "best_rank(search_index, $4, $2, $3) AS score FROM search_index WHERE search_index MATCH $1 LIMIT -1) WHERE score "
    "< 0 ORDER BY score, id LIMIT $4) AS best JOIN search_documents AS d ON d.id = best.id ORDER BY best.score, "
    "d.kind, d.game, d.title, d.record_id",
    match_query,
    only_in_names,
    "SELECT term, doc FROM temp.search_words WHERE length(term) BETWEEN $1 AND $2 AND term >= $3 AND term < $4",
};

struct Close {
    void operator()(sqlite3* connection) const { sqlite3_close_v2(connection); }
};
using ConnectionHandle = std::unique_ptr<sqlite3, Close>;

class SqliteDatabase final : public Database {
public:
    SqliteDatabase(ConnectionHandle connection, std::string file)
        : connection_(std::move(connection)), file_(std::move(file)) {}

    const std::string& name() const override { return file_; }
    const Dialect& dialect() const override { return sqlite_dialect; }

    std::unique_ptr<Statement> prepare(std::string_view sql) override {
        return sqlite_statement(connection_.get(), sql, file_);
    }

    std::unique_ptr<Statement> prepare_untrusted(std::string_view sql) override {
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

    void open_search() override {
        if (!can_rank_) add_best_rank(connection_.get(), file_);
        can_rank_ = true;
    }

    void open_words() override {
        // A temporary table changes no file, but a connection that only reads refuses it like any other.
        const bool only_reads = pragma("query_only") != 0;
        if (only_reads) execute("PRAGMA query_only = OFF");
        execute("CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab (main, search_index, row)");
        if (only_reads) execute("PRAGMA query_only = ON");
    }

    void execute(std::string_view script) override {
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

    void with_feed(RowFeed& feed, std::span<const std::string_view> columns, std::string_view sql,
                   const std::function<void(Statement&)>& use) override {
        SqliteFeed table(connection_.get(), "fed", columns, feed);
        const auto statement = prepare(sql);
        try {
            use(*statement);
        } catch (const Error&) {
            table.rethrow();  // what the feed said, not that SQLite was stopped by it
            throw;
        }
    }

    int schema_version() override { return static_cast<int>(pragma("user_version")); }
    void set_schema_version(int version) override { execute("PRAGMA user_version = " + std::to_string(version)); }
    std::int64_t changes() override { return sqlite3_changes64(connection_.get()); }
    void rollback() noexcept override {
        // After a full disk or an I/O error SQLite has undone the transaction itself.
        if (!sqlite3_get_autocommit(connection_.get()))
            sqlite3_exec(connection_.get(), "ROLLBACK", nullptr, nullptr, nullptr);
    }
    std::int64_t change_counter() override {
        if (!change_counter_) change_counter_ = prepare("PRAGMA data_version");
        change_counter_->rewind();
        change_counter_->step();
        const std::int64_t counter = change_counter_->integer(0);
        change_counter_->rewind();
        return counter;
    }
    std::vector<std::string> check() override {
        std::vector<std::string> problems;
        const auto statement = prepare("PRAGMA quick_check");
        while (statement->step()) {
            if (statement->text(0) != "ok") problems.emplace_back(statement->text(0));
        }
        return problems;
    }

    std::int64_t pragma(std::string_view name) {
        const auto statement = prepare("PRAGMA " + std::string(name));
        return statement->step() ? statement->integer(0) : 0;
    }
    /// Persistent. SQLite does not wait by itself when another process is doing the same.
    void use_write_ahead_log(double wait_seconds) {
        const auto end = std::chrono::steady_clock::now() + std::chrono::duration<double>(wait_seconds);
        while (true) {
            const int code =
                sqlite3_exec(connection_.get(), "PRAGMA journal_mode = WAL", nullptr, nullptr, nullptr) & 0xff;
            if (code == SQLITE_OK) return;
            if (code != SQLITE_BUSY || std::chrono::steady_clock::now() > end)
                throw_sqlite(connection_.get(), code, file_);
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    }
    bool is_blank() {
        const auto statement = prepare("SELECT 1 FROM sqlite_schema LIMIT 1");
        return !statement->step();
    }

private:
    ConnectionHandle connection_;
    std::string file_;
    std::unique_ptr<Statement> change_counter_;
    bool can_rank_ = false;
};

std::unique_ptr<SqliteDatabase> connect(const std::string& path, const std::string& file, int flags,
                                        const OpenOptions& options) {
    sqlite3* connection = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &connection, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    ConnectionHandle handle(connection);
    if (code != SQLITE_OK) throw_sqlite(connection, code, file);
    sqlite3_extended_result_codes(connection, 1);
    sqlite3_busy_timeout(connection, static_cast<int>(options.wait_seconds * 1000));
    sqlite3_db_config(connection, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (options.leaves_log) sqlite3_db_config(connection, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
    return std::make_unique<SqliteDatabase>(std::move(handle), file);
}

/// `path` as an SQLite URI that promises nobody writes: works without files beside the database.
std::string immutable_uri(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path) {
        if (c == '%' || c == '?' || c == '#') {
            constexpr char digits[] = "0123456789abcdef";
            uri += '%';
            uri += digits[(c >> 4) & 15];
            uri += digits[c & 15];
        } else {
            uri += c;
        }
    }
    return uri + "?immutable=1";
}

/// A database that is only read may come from a stranger: its schema must not call functions with side effects.
/// (Writers have to trust it: the full-text index is kept by triggers.)
constexpr std::string_view reading = "PRAGMA query_only = ON; PRAGMA trusted_schema = OFF";

std::unique_ptr<SqliteDatabase> connect_to_read(const std::string& path, const OpenOptions& options) {
    // Not SQLITE_OPEN_READONLY: such a connection leaves the files of the write-ahead log behind.
    auto database = connect(path, path, SQLITE_OPEN_READWRITE, options);
    try {
        database->execute(reading);
        database->schema_version();
        return database;
    } catch (const Error&) {
        // In a folder that cannot be written the log's index cannot be made. Without a log there is also nothing in it.
        std::error_code ignored;
        if (std::filesystem::exists(path + "-wal", ignored)) throw;
        auto immutable = connect(immutable_uri(path), path, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, options);
        immutable->execute(reading);
        immutable->schema_version();
        return immutable;
    }
}

/// Throws unless a new file can be made there. SQLite itself would report what it tried last, not what failed.
void check_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::absolute(path).parent_path();
    if (::access(folder.c_str(), W_OK | X_OK) != 0)
        throw Error(with_errno(path + " cannot be made"), "check its folder, or name another file with --db");
}

/// Throws unless the file is a turnkit database of this build's schema (or a blank one, to be made).
void check_schema(SqliteDatabase& database, Access access) {
    const std::string& file = database.name();
    // One snapshot: another process may be setting the file up at this moment.
    database.execute("BEGIN");
    const std::int64_t id = database.pragma("application_id");
    const int version = database.schema_version();
    const bool is_blank = database.is_blank();
    database.execute("COMMIT");
    const int latest = latest_version(database.dialect());
    if (id == 0 && version == 0 && is_blank) {
        if (access == Access::create) return;
        throw Error(file + " is empty, it holds no tables", "run 'db-update init' to set it up");
    }
    if (id != application_id)
        throw Error(file + " is a database of another program",
                    "give --db (or TURNKIT_DB) a file made by 'db-update init'");
    refuse_newer(database, version);
    if (version < latest && access != Access::create)
        throw Error(
            file + " has schema " + std::to_string(version) + ", older than this build's " + std::to_string(latest),
            "take a copy, then run 'db-update init' to bring it up to date");
}

}  // namespace

std::unique_ptr<Database> open_sqlite(const std::string& path, Access access, const OpenOptions& options) {
    std::error_code error;
    const auto status = std::filesystem::status(path, error);
    if (std::filesystem::is_directory(status)) throw Error(path + " is a folder, not a database");
    const bool is_there = std::filesystem::exists(status);
    if (!is_there && access != Access::create) {
        if (error && status.type() != std::filesystem::file_type::not_found)
            throw Error(path + " cannot be opened: " + error.message(), "check the path and its permissions");
        throw Error("there is no database at " + path,
                    "make one with 'db-update init', or name another with --db or TURNKIT_DB");
    }
    if (!is_there && path != ":memory:") check_folder(path);
    std::unique_ptr<SqliteDatabase> database;
    if (access == Access::read) {
        database = connect_to_read(path, options);
    } else {
        database =
            connect(path, path, SQLITE_OPEN_READWRITE | (access == Access::create ? SQLITE_OPEN_CREATE : 0), options);
    }
    check_schema(*database, access);
    if (access == Access::create) database->use_write_ahead_log(options.wait_seconds);
    if (access != Access::read) database->execute("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536");
    return database;
}

}  // namespace tk::store
