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

}  // namespace tk::store
