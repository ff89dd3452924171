#pragma once

#include <memory>
#include <string>

#include "store/database.hpp"

namespace tk::store {

/// The SQLite back end of `open_database`.
///
/// The file is in WAL mode: an import is one long transaction, and with a rollback journal it would lock every reader
/// out as soon as its pages no longer fit into the cache. `synchronous` stays at FULL: one commit a run costs one sync.
std::unique_ptr<Database> open_sqlite(const std::string& path, Access access, const OpenOptions& options);

/// Whether the file says in its first bytes that it is a turnkit database, of whatever schema: asked without SQLite,
/// which could not say it of a file in a folder that cannot be written.
bool is_own_file(const std::string& path);

}  // namespace tk::store
