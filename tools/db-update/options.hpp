#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/program.hpp"
#include "db-update/append.hpp"
#include "db-update/import.hpp"
#include "db-update/market.hpp"
#include "store/database.hpp"

namespace tk::update {

/// Where the options of all subcommands go; declared in options_<what>.cpp.
struct Options {
    std::string database;
    double wait = 5.0;
    ImportOptions import;
    MarketOptions market;
    AppendOptions append;
    std::int64_t run = 0;
    bool dry_run = false;
    struct {
        std::vector<std::string> operands;
        std::string target, password_file, if_older, older_than, user, list, grant, withdraw;
        std::optional<std::int64_t> keep;
        bool encrypt = false, force = false;
    } care;
};

/// Each declares its commands and binds them to `options`, which must outlive the command.
void add_common_options(Command& command, Options& options);
void add_import_commands(Command& command, Options& options);
void add_market_commands(Command& command, Options& options);
void add_record_commands(Command& command, Options& options);
void add_care_commands(Command& command, Options& options);

/// What several commands take, each in the same words.
void add_files(Command& command, std::vector<std::string>& files);
void add_dates(Command& command, std::string& dates);
void add_keep_good(Command& command, bool& keep_good);
/// Of a command that changes the database; marks it as such.
void add_dry_run(Command& command, bool& dry_run);

/// The database that --db, TURNKIT_DB or the user's data folder names.
std::string database_of(const Options& options);
/// That database for a write. One that is not there yet is made and that is said; a dry run makes it in memory only.
std::unique_ptr<store::Database> open_to_write(Context& context, const Options& options, bool dry_run);
/// The default database lies in a folder of our own, which may not exist yet.
void make_own_folder(const std::string& path);

}  // namespace tk::update
