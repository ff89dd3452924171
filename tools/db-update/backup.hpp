#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/program.hpp"
#include "store/database.hpp"

namespace tk::update {

/// What the command line says about a backup.
struct BackupOptions {
    std::string database;                  ///< the file
    std::string target;                    ///< a folder, or the file to write
    std::string pass_phrase;               ///< encrypts; empty: not
    std::optional<std::int64_t> keep;      ///< how many backups of the folder stay
    std::optional<std::int64_t> if_older;  ///< seconds: nothing is done while the newest backup is younger
    double wait = 5;
};

/// Copies the database while others go on using it, checks the copy against what it was copied from, and only then
/// gives it its name (in a folder: turnkit-DATE.db, with .aes behind it when encrypted). Prints a `row` record.
Status make_backup(Context& context, const BackupOptions& options);

/// Opens a backup, checks it whole, and compares each table with the database. Prints a `row` record; Status::failed
/// when it is not sound. That the database has changed since is no fault.
Status verify_backup(Context& context, const std::string& backup, const std::string& database,
                     const std::string& pass_phrase);

/// Puts a backup in the place of the database after checking it. What is there is set aside as FILE.before-restore, and
/// only with `force`.
Status restore_backup(Context& context, const std::string& backup, const std::string& database,
                      const std::string& pass_phrase, bool force, double wait);

}  // namespace tk::update
