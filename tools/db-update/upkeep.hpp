#pragma once

#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Brings the database `path` to this build's schema, after a copy beside it (FILE.before-schema-N); nothing to do is
/// said.
Status migrate_database(Context& context, const std::string& path, double wait);

/// Checks the whole file, the references and the full-text index; Status::failed when something is wrong.
Status check_database(Context& context, store::Database& database);

/// Gives space that nothing uses back to the file system.
Status vacuum_database(Context& context, store::Database& database);

/// Deletes prices, actions, metrics, interactions, decisions, suggestions and model logs from before `since` (RFC
/// 3339). What has no time stays; so do game data, and what was learned.
Status prune_database(Context& context, store::Database& database, const std::string& since, bool dry_run);

}  // namespace tk::update
