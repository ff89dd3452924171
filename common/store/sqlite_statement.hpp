#pragma once

#include <sqlite3.h>

#include <memory>
#include <string>
#include <string_view>

#include "store/database.hpp"

namespace tk::store {

/// Ends a statement of SQLite.
struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
};
using StatementHandle = std::unique_ptr<sqlite3_stmt, Finalize>;

/// Compiles the first statement of `sql`; `rest` receives what follows it. Null for blank space or a comment.
StatementHandle compile(sqlite3* connection, std::string_view sql, const std::string& file, std::string_view& rest);

/// A prepared statement of `connection`, which must outlive it. `file`: what messages call the database.
std::unique_ptr<Statement> sqlite_statement(sqlite3* connection, std::string_view sql, const std::string& file);

}  // namespace tk::store
