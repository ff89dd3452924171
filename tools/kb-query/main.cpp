#include <fmt/format.h>

#include "core/paths.hpp"
#include "core/program.hpp"
#include "kb-query/advise.hpp"
#include "kb-query/queries.hpp"

namespace {

using namespace tk::query;

struct Options {
    std::string database;
    std::string game;
    Filters filters;
    std::vector<std::string> words;
    std::int64_t search_limit = 20;
    AdviseOptions advise;
};

std::unique_ptr<tk::store::Database> open(const Options& options) {
    return tk::store::open_database(tk::database_path(options.database), tk::store::Access::read);
}

void add_listing(tk::Command& tool, Options& options, const std::string& name, const std::string& of,
                 const std::string& of_help, const std::string& level_help, const Listing& listing) {
    tk::Command& command = tool.subcommand(name, "list the " + name + " that fit");
    command.text("--name", "WORDS", &options.filters.name, "With these words in the name, without accents or case");
    command.text("--" + of, "NAME", &options.filters.of, of_help);
    command.text("--level", "RANGE", &options.filters.level, level_help + ": 50, 50..100, 50.. or ..100");
    command.text("--sort", "COLUMN", &options.filters.sort, "Sort by a column; -COLUMN for largest first");
    command.integer("--limit", "N", &options.filters.limit, "At most N rows").between(1, 1e9);
    command.action([&options, &listing](tk::Context& context) {
        options.filters.game = options.game;
        return run_listing(context, *open(options), listing, options.filters);
    });
}

void add_search(tk::Command& tool, Options& options) {
    tk::Command& command = tool.subcommand("search", "find words in all names and descriptions, best first");
    command.describe(
        "Accents, case and ligatures do not matter: oeil finds Œil. A word with a * at its end stands for all that "
        "begin "
        "with it; when no record holds the words themselves, words that begin with them are found, and that is said.");
    command.operand("WORD", &options.words, "What to find; all words must be there").required();
    command.integer("--limit", "N", &options.search_limit, "At most N rows").between(1, 1e9);
    command.example("Find an eye whatever its spelling", "kb-query search oeil");
    command.action([&options](tk::Context& context) {
        return run_search(context, *open(options), fmt::format("{}", fmt::join(options.words, " ")), options.game,
                          options.search_limit);
    });
}

void add_advise(tk::Command& tool, Options& options) {
    tk::Command& command = tool.subcommand("advise", "add the best casts to every record with a state");
    command.describe(
        "A filter. For the active character of each state it tries the spells of its class (or of the monster of its "
        "name, or those it was seen to cast) at every cell, by action points, range, line of sight, cooldowns and "
        "casts "
        "known from the actions in the stream, and the resistances of the targets, and adds the key kb: the best cast "
        "of "
        "each spell with its reasons, and the spells that cannot be cast with the reason code.");
    command.operand("FILE", &options.advise.inputs, "Records; stdin if none");
    command.integer("--limit", "N", &options.advise.limit, "At most N casts").between(1, 1000);
    command.example(
        "The best casts of the last position",
        "capture replay | ocr | grid-analyze | kb-query advise | jq -c 'select(.kb).kb.spells[0].spell' | tail -n 1");
    command.reads_stdin().action([&options](tk::Context& context) {
        options.advise.database = options.database;
        if (!options.game.empty()) options.advise.game = options.game;
        return run_advise(context, options.advise);
    });
}

tk::Command describe(Options& options) {
    tk::Command command{"kb-query", "answer from the game's data, and advise in a position"};
    command.describe(
        "Reads the database that db-update fills; it never changes it. Rows are printed as a table on a terminal and "
        "as "
        "JSON Lines elsewhere.");
    command.file("--db", "FILE", &options.database, "The database").env("TURNKIT_DB");
    command.text("--game", "NAME", &options.game, "Only data of this game; advise: for states that do not name theirs");
    command.prints_records();
    command.status(3, "ran well and found nothing");
    command.example("Spells of a class up to level 30", "kb-query spells --class archere --level ..30");
    command.example("Monsters with the most hit points",
                    "kb-query monsters --sort=-health_points --limit 3 --format table");
    command.see_also("db-update(1), grid-analyze(1), action-report(1)");
    add_listing(command, options, "spells", "class", "Of this class", "Required level", spells_listing());
    add_listing(command, options, "monsters", "race", "Of this race", "Level", monsters_listing());
    add_listing(command, options, "maps", "zone", "In this zone", "Danger", maps_listing());
    add_search(command, options);
    add_advise(command, options);
    return command;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    tk::Command command = describe(options);
    return tk::run_main(command, argc, argv);
}
