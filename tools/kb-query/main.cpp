#include "core/program.hpp"
#include "kb-query/options.hpp"

namespace {

tk::Command describe(tk::query::Options& options) {
    tk::Command command{"kb-query", "answer from the game's data, and advise in a position"};
    command.describe(
        "Reads the database that db-update fills; it never changes it. Rows are printed as a table on a terminal and "
        "as "
        "JSON Lines elsewhere.");
    command.file("--db", "FILE", &options.database, "The database").env("TURNKIT_DB");
    command.text("--game", "NAME", &options.game, "Only data of this game; advise: for states that do not name theirs");
    command.real("--cache", "SECONDS", &options.cache_seconds, "Keep answers on disk and give them again for so long")
        .between(0, 1e9)
        .changes();
    command.real("--cache-size", "MB", &options.cache_megabytes, "Room for kept answers").between(0.001, 1e6);
    command.prints_records();
    command.status(3, "ran well and found nothing");
    command.status(4, "a rule of market-opportunities --watch fired");
    command.example("Monsters that are weak to water, and how much",
                    "kb-query monsters --where 'resistances.eau < 0' --fields name,resistances.eau");
    command.example("Spells for a spreadsheet", "kb-query spells --class archere --format csv");
    command.section(
        "CACHE",
        "In a pipe, spells and monsters once read are kept in memory until another program changes the "
        "database. With --cache, answers of the other commands are kept below $XDG_CACHE_HOME/turnkit/kb-query: "
        "an answer is given again while it is not older than that and neither the question, the settings nor "
        "the database have changed; those used least recently go when --cache-size is reached. --stats counts "
        "cache_hits. 'db-update forget' removes all kept answers of the account that it runs under.");
    command.see_also("db-update(1), grid-analyze(1), action-report(1)");
    tk::query::add_listings(command, options);
    tk::query::add_search(command, options);
    tk::query::add_sql(command, options);
    tk::query::add_advise(command, options);
    tk::query::add_optimal(command, options);
    tk::query::add_strategy(command, options);
    tk::query::add_market(command, options);
    tk::query::add_route(command, options);
    tk::query::add_diff(command, options);
    return command;
}

}  // namespace

int main(int argc, char** argv) {
    tk::query::Options options;
    options.arguments.assign(argv + 1, argv + argc);
    tk::Command command = describe(options);
    return tk::run_main(command, argc, argv);
}
