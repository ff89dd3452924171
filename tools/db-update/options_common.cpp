#include <filesystem>

#include "core/paths.hpp"
#include "db-update/options.hpp"
#include "store/migrations.hpp"

namespace tk::update {

using store::Access;

std::string database_of(const Options& options) {
    return database_path(options.database);
}

void make_own_folder(const std::string& path) {
    if (std::filesystem::path(path).parent_path() == data_home()) std::filesystem::create_directories(data_home());
}

std::unique_ptr<store::Database> open_to_write(Context& context, const Options& options, bool dry_run) {
    const std::string path = database_of(options);
    const bool is_url = path.find("://") != std::string::npos;
    if (is_url || std::filesystem::exists(path)) return store::open_database(path, Access::write, {options.wait});
    if (!dry_run) make_own_folder(path);
    auto database = store::open_database(dry_run ? ":memory:" : path, Access::create, {options.wait});
    store::migrate(*database);
    if (!dry_run) context.log().warning("there was no database at " + path + ", it has been made");
    return database;
}

void add_common_options(Command& command, Options& options) {
    command.file("--db", "FILE", &options.database, "Database; turnkit.db in the user's data folder if not given")
        .env("TURNKIT_DB");
    command.real("--wait", "SECONDS", &options.wait, "How long to wait for another writer").between(0, 86400);
}

void add_files(Command& command, std::vector<std::string>& files) {
    command.operand("FILE", &files, "JSON, JSON Lines, CSV or TSV, or a pattern; - or none is stdin");
}

void add_dates(Command& command, std::string& dates) {
    command.choice("--dates", "ORDER", &dates, {"day-first", "month-first"},
                   "Which number of a date like 03/02/2026 is the day, where it could be either");
}

void add_keep_good(Command& command, bool& keep_good) {
    command.flag("--keep-good", keep_good, "Write the good records although others are rejected");
}

void add_dry_run(Command& command, bool& dry_run) {
    command.changes().flag("-n,--dry-run", dry_run, "Do everything, then undo it");
}

}  // namespace tk::update
