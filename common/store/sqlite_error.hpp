#pragma once

#include <sqlite3.h>

#include <string>

namespace tk::store {

/// Throws Error for what the connection reports after the result `code`: one line for people and one of advice.
/// `file`: what the message calls the database.
[[noreturn]] void throw_sqlite(sqlite3* connection, int code, const std::string& file);

}  // namespace tk::store
