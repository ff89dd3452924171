#pragma once

#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Imports the sources of the list `path` whose content is not that of the last time: a JSON array of
/// {"name", "files": [..], "kind", "game", "as", "map": {ours: theirs}}, with files relative to the list and the kind
/// left out where it shows ("market" for prices). Each source is a run of its own, remembered in the same transaction:
/// a run of `sync` that was stopped goes on where it was. Prints one `row` record a source and goes on after a source
/// that fails (status 1). With `dry_run` nothing stays.
Status sync_sources(Context& context, store::Database& database, const std::string& path, bool dry_run);

}  // namespace tk::update
