#include "core/program.hpp"
#include "db-update/options.hpp"

namespace {

void describe(tk::Command& command) {
    command.describe(
        "Keeps the knowledge base up to date: game data in batches, prices, and what was done and measured; and takes "
        "care of the file itself.");
    command.describe(
        "A record is a JSON object or a row of CSV or TSV. Files hold JSON Lines, a JSON array, an object with one or "
        "several lists of records ('data', 'items', 'spells', 'monsters'...), a d2o export, what a Unity bundle "
        "decodes to, or columns under their names, all of them plain or packed (gzip, zstd); without a file they are "
        "read from stdin. A pattern in quotes stands "
        "for the files that match it, and the pieces of a split file (.part01, .part02...) are one source. Records are "
        "keyed by game and id, never by name: a new one is inserted, a changed one updated, an equal one left alone, "
        "and "
        "those of the same name under several ids are all kept, and counted as repeated_names. "
        "The game is --game, or the member 'game' "
        "of the record or of the file, or what the shape shows.");
    command.describe(
        "One run is one transaction. When records are rejected (the first twenty, with -v each, are named on stderr "
        "with "
        "their line and the reason) nothing is written, unless --keep-good is given. The summary record on stdout "
        "counts what was inserted, "
        "updated (and in which fields), unchanged and rejected; --dry-run gives the same numbers and writes nothing. "
        "Bare NaN, the text \"null\", ids written as reals, and numbers and truths as tables have them (\"12\", N/A, "
        "TRUE, yes) are read as what they mean, and counted as repaired. A "
        "time is RFC 3339, seconds since 1970, or begins with a date such as 31/01/2026; a date that could be two days "
        "is refused until --dates says which number is the day.");
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
        "neighbours, monsters, resources, danger_level, pvp_enabled. Items: id, name, item_type, level, effects, "
        "criteria, weight, set_id. Recipes: result_id, ingredients as a list of {item, quantity}, job, level, "
        "result_quantity. Sets: id, name, items, bonuses. World: from_map, to_map, direction, criteria. Prices: "
        "item_id, "
        "price (of one lot), lot_size, server, seller, time, quantity. Taxes: rate (0.02 is 2 %), valid_from, kind "
        "(sale "
        "or buy), server. A name or description may be an object "
        "by language; where a file is in one language, --text-language says which. The names of DOFUS (apCost, "
        "minRange, range, castTestLos, grades, ingredientIds...) and of the "
        "5e "
        "SRD (index, hit_points...) are known too, each in any case and with or without blanks, hyphens and "
        "underscores "
        "(Hit Points, AP_Cost); --map tells others. With --map id=set+number several members make one, with hyphens "
        "between; with --map range= no member is ours of that name: one that is called so but is another thing in that "
        "game is kept as it is. "
        "Members without a column are kept together, and counted as extra_fields in the summary; missing_fields counts "
        "what was known of a record and its new "
        "form no longer tells.");
    command.section(
        "SOURCES",
        "sync reads a JSON array of {\"name\": TEXT, \"files\": [FILE...]} with, where needed, \"kind\" (the name "
        "of a command: \"spells\", \"market\"...), \"game\", \"as\", \"dates\", \"text_language\", "
        "\"map\": {OURS: THEIRS} and \"keep_good\". Files are relative to the list. A source is imported when its "
        "content, or how it is "
        "to be read, is not that of the last time.");
    command.see_also("kb-query(1)");
    command.example("Create the database (an import does so too)", "db-update init --db new.db");
    command.example("Import the sample spells", "db-update spells kb/spells.json");
    command.example("What would change, without writing", "db-update monsters kb/monsters.json --dry-run --changes");
    command.example("Take records from another program", "jq -c '.data[]' kb/maps.json | db-update maps --game dofus");
    command.example("Kinds that show in the records themselves", "db-update import 'kb/*.json'");
    command.example("Columns under other names",
                    "printf 'key;title;cost\\na;Spark;3\\n' | db-update spells --game my --map "
                    "id=key,name=title,ap_cost=cost");
    command.example("A price that was seen",
                    "echo '{\"item_id\":303,\"price\":120,\"lot_size\":10,\"time\":\"2026-01-31T18:00:00Z\"}' | "
                    "db-update market --game dofus --server Vesperlund");
}

}  // namespace

int main(int argc, char** argv) {
    tk::Command command("db-update", "keep the database of game data, prices and records up to date");
    tk::update::Options options;
    describe(command);
    command.prints_records();
    tk::update::add_common_options(command, options);
    tk::update::add_import_commands(command, options);
    tk::update::add_market_commands(command, options);
    tk::update::add_record_commands(command, options);
    tk::update::add_care_commands(command, options);
    return tk::run_main(command, argc, argv);
}
