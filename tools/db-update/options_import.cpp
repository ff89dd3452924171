#include "db-update/options.hpp"
#include "db-update/recognise.hpp"
#include "db-update/undo.hpp"

namespace tk::update {

namespace {

Command& declare_import(Command& command, Options& options, const std::string& name, const std::string& summary) {
    Command& import = command.subcommand(name, summary);
    import.reads_stdin();
    add_files(import, options.import.files);
    import.text("--game", "KEY", &options.import.game, "Game the records belong to, whatever they say");
    import.choice("--as", "SHAPE", &options.import.shape, {"dofusdb", "d2o", "dofus-unity", "5e", "generic"},
                  "Whose shape the records have, if not the one that shows");
    import.text("--map", "OURS=THEIRS", &options.import.renames,
                "Members under other names, separated by commas; a dot leads into an object, a plus joins several, and "
                "nothing behind the sign keeps theirs of that name beside");
    import.file("--texts", "FILE", &options.import.texts, "Texts of a game that names things by number (nameId)");
    import.text("--name-language", "CODE", &options.import.language, "Language of the name where there are several");
    import.text("--text-language", "CODE", &options.import.text_language,
                "Language of names and descriptions that do not say theirs; what is known in others stays");
    add_keep_good(import, options.import.keep_good);
    add_dry_run(import, options.import.dry_run);
    import.flag("--changes", options.import.changes, "Print a record for each row that is inserted or updated");
    return import;
}

Command& add_import(Command& command, Options& options, const std::string& name, const std::string& summary) {
    return declare_import(command, options, name, summary).action([&options, name](Context& context) {
        const Table table = table_called(name).value();
        const auto database = open_to_write(context, options, options.import.dry_run);
        return import_records(context, *database, table, options.import);
    });
}

}  // namespace

void add_import_commands(Command& command, Options& options) {
    declare_import(command, options, "import", "insert and update records whose kind shows in them")
        .action([&options](Context& context) {
            const auto database = open_to_write(context, options, options.import.dry_run);
            return import_any(context, *database, options.import);
        });
    add_import(command, options, "spells", "insert and update spells");
    add_import(command, options, "spell-levels", "insert and update the ranks of spells that are kept apart")
        .example("A rank that a data pack keeps apart from its spell",
                 "echo '{\"id\":21,\"spellId\":2,\"grade\":3,\"apCost\":2}' | db-update spell-levels --game dofus");
    add_import(command, options, "monsters", "insert and update monsters");
    add_import(command, options, "maps", "insert and update maps");
    add_import(command, options, "world", "insert and update ways between maps")
        .example("A way that is not between neighbours",
                 "echo '{\"from_map\":4101,\"to_map\":4105,\"direction\":\"boat\"}' | db-update world --game dofus");
    add_import(command, options, "items", "insert and update items")
        .example("An item from a spreadsheet",
                 "printf 'id;name;level\\n303;Cold iron;10\\n' | db-update items --game dofus");
    add_import(command, options, "recipes", "insert and update recipes")
        .example("What a recipe takes",
                 "echo '{\"result_id\":44,\"ingredients\":[{\"item\":303,\"quantity\":5}]}' | "
                 "db-update recipes --game dofus");
    add_import(command, options, "sets", "insert and update item sets")
        .example("A set of two items",
                 "echo '{\"id\":7,\"name\":\"The smith\",\"items\":[44,45]}' | "
                 "db-update sets --game dofus");
    Command& records = declare_import(command, options, "records", "insert and update records of any other kind");
    records.example("Kinds of items, which have no table of their own",
                    "printf 'id,name\\n12,Sword\\n' | db-update records --kind item-types --game dofus");
    records.text("--kind", "KIND", &options.import.kind, "What they are, such as item-types").required();
    records.action([&options](Context& context) {
        const Table table = game_records_table();
        const auto database = open_to_write(context, options, options.import.dry_run);
        return import_records(context, *database, table, options.import);
    });
    Command& undo = command.subcommand("undo", "take back what a run did");
    undo.describe(
        "Rows that the run inserted go, rows that it changed get their old values back. It is refused while a later "
        "run "
        "that stands has changed the same rows: undo that one first.");
    undo.example("An import, and back", "db-update spells kb/spells.json --game mine && db-update undo 4");
    undo.operand("RUN", &options.run, "Number of the run, as its summary gives it").required();
    add_dry_run(undo, options.dry_run);
    undo.action([&options](Context& context) {
        const auto database = store::open_database(database_of(options), store::Access::write, {options.wait});
        return undo_run(context, *database, options.run, options.dry_run);
    });
}

}  // namespace tk::update
