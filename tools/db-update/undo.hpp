#pragma once

#include <cstdint>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Takes back what run `run` did: rows that it inserted go, rows that it updated get their old columns and provenance
/// back, observations and records that it appended go. In one transaction; prints a `summary` record (a dry run the
/// same one). Throws Error when there is no such run, when it has been undone, or when a later run that stands has
/// changed the same rows.
Status undo_run(Context& context, store::Database& database, std::int64_t run, bool dry_run);

}  // namespace tk::update
