#include <filesystem>
#include <nlohmann/json.hpp>

#include "core/error.hpp"
#include "core/paths.hpp"
#include "core/program.hpp"
#include "db-update/import.hpp"
#include "store/migrations.hpp"

namespace {

using tk::store::Access;

struct Options {
    std::string database;
    double wait = 5.0;
    tk::update::ImportOptions import;
};

std::string where(const Options& options) {
    return tk::database_path(options.database);
}

/// The default database lies in a folder of our own, which may not exist yet.
void make_own_folder(const std::string& path) {
    if (std::filesystem::path(path).parent_path() == tk::data_home())
        std::filesystem::create_directories(tk::data_home());
}

tk::Status init(tk::Context& context, const Options& options) {
    const std::string path = where(options);
    make_own_folder(path);
    const auto database = tk::store::open_database(path, Access::create, {options.wait});
    const int steps = tk::store::migrate(*database);
    const tk::Value record{
        {"type", "row"}, {"database", path}, {"schema", database->schema_version()}, {"migrations", steps}};
    context.out().line(record.dump());
    ++context.counters().records_out;
    return tk::Status::done;
}

/// The database to import into. One that is not there yet is made; a dry run makes it in memory only.
std::unique_ptr<tk::store::Database> open_for_import(tk::Context& context, const Options& options) {
    const std::string path = where(options);
    const bool is_url = path.find("://") != std::string::npos;
    if (is_url || std::filesystem::exists(path)) return tk::store::open_database(path, Access::write, {options.wait});
    if (!options.import.dry_run) make_own_folder(path);
    auto database =
        tk::store::open_database(options.import.dry_run ? ":memory:" : path, Access::create, {options.wait});
    tk::store::migrate(*database);
    if (!options.import.dry_run) context.log().warning("there was no database at " + path + ", it has been made");
    return database;
}

void describe(tk::Command& command, Options& options) {
    command.describe(
        "Keeps the knowledge base up to date: creates it, and imports spells, monsters and maps in batches.");
    command.describe(
        "A record is a JSON object with an id and a name. Files hold JSON Lines, a JSON array, or an object whose "
        "array "
        "'data' holds the records; without a file they are read from stdin. Records are keyed by game and id: a new "
        "one "
        "is inserted, a changed one updated, an equal one left alone. The game is --game, or the member 'game' of the "
        "record or of the file.");
    command.describe(
        "One run is one transaction. When records are rejected (each is named on stderr with its line and the reason) "
        "nothing is written, unless --keep-good is given. The summary record on stdout counts what was inserted, "
        "updated (and in which fields), unchanged and rejected; --dry-run gives the same numbers and writes nothing.");
    command.file("--db", "FILE", &options.database, "Database; turnkit.db in the user's data folder if not given")
        .env("TURNKIT_DB");
    command.real("--wait", "SECONDS", &options.wait, "How long to wait for another writer").between(0, 86400);
    command.section("FILES",
                    "$XDG_DATA_HOME/turnkit/turnkit.db: the database, one SQLite file, unless --db or TURNKIT_DB names "
                    "another. While it is in use, its write-ahead log lies beside it (-wal, "
                    "-shm): readers go on during an import. It must be on a local disk, not on a network drive.");
    command.section(
        "FIELDS",
        "Spells: id, name, class, level, ap_cost, mp_cost, range as [least, most], line_of_sight, "
        "cast_in_line, cooldown, casts_per_turn, casts_per_target, effects as a list of {kind, element, "
        "min, max}, zone such as C1, description. Monsters: id, name, race, level, hp, ap, mp, resistances "
        "as {element: percent}, spells, drops, spawn_locations, ai_patterns. Maps: id, name, zone, x, y, "
        "neighbours, monsters, resources, danger_level, pvp_enabled. A name or description may be an object "
        "by language. DOFUS's own names (apCost, minRange, range, castTestLos, grades...) are known too. "
        "Members without a column are kept together, and counted as extra_fields in the summary.");
    command.see_also("kb-query(1)");
    command.example("Create the database (an import does so too)", "db-update init --db new.db");
    command.example("Import the sample spells", "db-update spells kb/spells.json");
    command.example("What would change, without writing", "db-update monsters kb/monsters.json --dry-run --changes");
    command.example("Take records from another program", "jq -c '.data[]' kb/maps.json | db-update maps --game dofus");
}

void add_import(tk::Command& command, Options& options, const std::string& name, const std::string& summary,
                tk::update::Table (*table)()) {
    tk::Command& import = command.subcommand(name, summary);
    import.reads_stdin();
    import.operand("FILE", &options.import.files, "JSON or JSON Lines; - or none is stdin");
    import.text("--game", "KEY", &options.import.game, "Game the records belong to, whatever they say");
    import.text("--name-language", "CODE", &options.import.language, "Language of the name where there are several");
    import.flag("--keep-good", options.import.keep_good, "Write the good records although others are rejected");
    import.flag("-n,--dry-run", options.import.dry_run, "Do everything, then undo it");
    import.flag("--changes", options.import.changes, "Print a record for each row that is inserted or updated");
    import.action([&options, table](tk::Context& context) {
        const tk::update::Table target = table();
    const auto database = open_for_import(context, options);
    return tk::update::import_records(context, *database, target, options.import);
});
}  // namespace

}  // namespace

int main(int argc, char** argv) {
    tk::Command command("db-update", "keep the database of spells, monsters and maps up to date");
    Options options;
    describe(command, options);
    command.subcommand("init", "create the database, or bring an older one up to date")
        .action([&options](tk::Context& context) { return init(context, options); });
    add_import(command, options, "spells", "insert and update spells", tk::update::spells_table);
    add_import(command, options, "monsters", "insert and update monsters", tk::update::monsters_table);
    add_import(command, options, "maps", "insert and update maps", tk::update::maps_table);
    return tk::run_main(command, argc, argv);
}
