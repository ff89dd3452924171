#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Kinds of records that are only ever appended.
enum class Log { actions, sessions, metrics, interactions };

/// What the command line says about records to append.
struct AppendOptions {
    std::vector<std::string> files;    ///< empty or "-": stdin
    std::string game;                  ///< of records that name none
    std::string session;               ///< of actions that name none
    std::string user;                  ///< whose sessions these are
    std::vector<std::string> renames;  ///< --map OURS=THEIRS
    std::string dates;                 ///< --dates; empty: untold
    bool keep_good = false;
    bool dry_run = false;
    bool learn = false;  ///< learn from the actions afterwards, in the same transaction
};

/// Appends records of one kind (action, metric, interaction: as in common/schema; sessions have `session` and any of
/// class, level, server, start, end) in one transaction, and prints the `summary` record. An action that is there
/// already (same session and id), or a session that is the same, is unchanged; a session may be updated (its end comes
/// later). Records without a time or an id are known again by their place in their file (record_keys.hpp). Records of
/// another `type` are passed over and counted.
Status append_records(Context& context, store::Database& database, Log log, const AppendOptions& options);

}  // namespace tk::update
