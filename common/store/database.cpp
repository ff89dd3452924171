#include "store/database.hpp"

#include "core/error.hpp"
#include "store/sqlite.hpp"

namespace tk::store {

std::optional<std::int64_t> Statement::maybe_integer(int column) const {
    if (is_null(column)) return std::nullopt;
    return integer(column);
}

std::optional<std::string_view> Statement::maybe_text(int column) const {
    if (is_null(column)) return std::nullopt;
    return text(column);
}

void Statement::run() {
    while (step()) {
    }
    rewind();
}

std::unique_ptr<Database> open_database(const std::string& target, Access access, const OpenOptions& options) {
    const bool is_url = target.starts_with("postgresql://") || target.starts_with("postgres://");
    if (!is_url) return open_sqlite(target, access, options);
    // The URL itself is never printed: it may hold a password.
    const std::size_t host = target.find("//") + 2;
    const std::string authority = target.substr(host, target.find('/', host) - host);
    const std::size_t at = authority.rfind('@');
    if (at != std::string::npos && authority.find(':') < at)
        throw UsageError("a password does not belong in the database URL",
                         "keep it in the client's own password file (~/.pgpass) or environment");
    throw Error("this build has no PostgreSQL back end yet", "give --db (or TURNKIT_DB) the path of an SQLite file");
}

Transaction::Transaction(Database& database) : database_(database) {
    database_.execute(database_.dialect().begin_write);
}

Transaction::~Transaction() {
    if (open_) database_.rollback();
}

void Transaction::commit() {
    database_.execute("COMMIT");
    open_ = false;
}

}  // namespace tk::store
