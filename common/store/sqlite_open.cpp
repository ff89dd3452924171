#include "store/sqlite.hpp"

#include <unistd.h>

#include <array>
#include <filesystem>
#include <fstream>

#include "core/error.hpp"
#include "store/migrations.hpp"
#include "store/sqlite_database.hpp"
#include "store/sqlite_error.hpp"

namespace tk::store {

namespace {

/// "tkit": marks the file as ours in its header, so that another program's database is not taken for it (set by the
/// first migration, in one transaction with the tables).
constexpr std::int64_t application_id = 0x746b6974;

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

/// Of no effect on a file that has pages already. Twice SQLite's own size: imports take a tenth less time, for pages
/// part and are written half as often, and a row looked up costs the same.
constexpr std::string_view new_file = "PRAGMA page_size = 8192";

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
            "run 'db-update migrate': it keeps a copy beside the file and brings it up to date");
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
    if (access == Access::create) database->execute(new_file);
    if (access == Access::create) database->use_write_ahead_log(options.wait_seconds);
    if (access != Access::read) database->execute("PRAGMA foreign_keys = ON; PRAGMA cache_size = -65536");
    return database;
}

bool is_own_file(const std::string& path) {
    std::array<unsigned char, 72> head{};  // https://sqlite.org/fileformat.html: the application id ends it
    std::ifstream file(path, std::ios::binary);
    file.read(reinterpret_cast<char*>(head.data()), head.size());
    std::int64_t id = 0;
    for (std::size_t i = 68; i < head.size(); ++i) id = id << 8 | head[i];
    return file.good() && id == application_id;
}

}  // namespace tk::store
