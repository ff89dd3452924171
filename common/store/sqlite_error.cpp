#include "store/sqlite_error.hpp"

#include <cerrno>
#include <cstring>

#include "core/error.hpp"

namespace tk::store {

namespace {

bool is_full(int system_error) {
    return system_error == ENOSPC || system_error == EDQUOT || system_error == EFBIG;
}

/// Whether the connection was opened to read only (sqlite_open.cpp): what it writes are temporary files.
bool only_reads(sqlite3* connection) {
    bool answer = false;
    const auto take = [](void* to, int count, char** values, char**) {
        *static_cast<bool*>(to) = count > 0 && values[0] != nullptr && values[0][0] == '1';
        return 0;
    };
    return connection != nullptr &&
           sqlite3_exec(connection, "PRAGMA query_only", take, &answer, nullptr) == SQLITE_OK && answer;
}

[[noreturn]] void throw_full(sqlite3* connection, const std::string& file) {
    if (only_reads(connection))
        throw Error(file + ": no space left for the temporary files of the question",
                    "free some space there, or name another folder by TMPDIR");
    throw DiskFull(file + ": no space left on the disk, nothing was changed");
}

}  // namespace

void throw_sqlite(sqlite3* connection, int code, const std::string& file) {
    const int system_error = connection ? sqlite3_system_errno(connection) : 0;
    const std::string reason = connection ? sqlite3_errmsg(connection) : sqlite3_errstr(code);
    switch (code & 0xff) {
        case SQLITE_NOTADB:
            throw Error(file + " is not a database", "give --db (or TURNKIT_DB) a file made by 'db-update init'");
        case SQLITE_CORRUPT:
            throw Error(file + " is damaged: " + reason,
                        "restore a copy, or save what can be read: sqlite3 FILE .recover | sqlite3 NEW");
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            throw Error(file + " is in use by another writer",
                        only_reads(connection) ? "try again when it has finished"
                                               : "try again when it has finished, or wait longer with --wait SECONDS");
        case SQLITE_FULL: throw_full(connection, file);
        case SQLITE_READONLY:
            throw Error(file + " cannot be written",
                        "check the permissions of the file and of its folder (a journal lies beside it)");
        case SQLITE_CANTOPEN:
            throw Error(
                file + " cannot be opened" + (system_error ? ": " + std::string(std::strerror(system_error)) : ""),
                "check the path and the permissions of the file and of its folder");
        case SQLITE_IOERR:
            if (code == SQLITE_IOERR_WRITE && system_error == 0)
                throw Error(file + ": a write failed, nothing was changed", "see whether the disk is full or failing");
            if (is_full(system_error)) throw_full(connection, file);
            throw Error(
                file + ": " + reason + (system_error ? " (" + std::string(std::strerror(system_error)) + ")" : ""),
                "check the disk that holds the file");
        default: throw Error(file + ": " + reason);
    }
}

}  // namespace tk::store
