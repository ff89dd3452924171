#pragma once

#include "store/database.hpp"

namespace tk::store {

/// Version of the schema that this build reads and writes.
int latest_version(const Dialect& dialect);

/// Throws Error when `version`, of the schema of `database`, is newer than what this build knows.
void refuse_newer(Database& database, int version);

/// Brings the database to the latest version, each step in a transaction of its own. Returns the number of steps done.
/// Throws Error when the database is newer than this build.
int migrate(Database& database);

}  // namespace tk::store
