#include "db-update/options.hpp"

namespace tk::update {

void add_market_commands(Command& command, Options& options) {
    Command& market = command.subcommand("market", "add price observations; none is ever overwritten");
    market.reads_stdin();
    market.operand("FILE", &options.market.files, "JSON, JSON Lines, CSV or TSV, or a pattern; - or none is stdin");
    market.text("--game", "KEY", &options.market.game, "Game the prices belong to, whatever they say");
    market.text("--server", "NAME", &options.market.server, "Server of prices that name none");
    market.text("--time", "TIME", &options.market.time, "When prices that name no time were seen (RFC 3339)");
    market.text("--map", "OURS=THEIRS", &options.market.renames, "Members under other names, separated by commas");
    market.choice("--dates", "ORDER", &options.market.dates, {"day-first", "month-first"},
                  "Which number of a date like 03/02/2026 is the day, where it could be either");
    market.flag("--keep-good", options.market.keep_good, "Write the good records although others are rejected");
    market.flag("-n,--dry-run", options.market.dry_run, "Do everything, then undo it");
    market.action([&options](Context& context) {
        const auto database = open_to_write(context, options, options.market.dry_run);
        return import_market(context, *database, options.market);
    });
    Command& taxes = command.subcommand("taxes", "set taxes of a market from a date on");
    taxes.reads_stdin();
    taxes.example("The tax of a sale from a date on",
                  "echo '{\"rate\":0.02,\"valid_from\":\"2026-01-01\"}' | db-update taxes --game dofus");
    taxes.operand("FILE", &options.import.files, "JSON, JSON Lines, CSV or TSV, or a pattern; - or none is stdin");
    taxes.text("--game", "KEY", &options.import.game, "Game the taxes belong to, whatever they say");
    taxes.choice("--dates", "ORDER", &options.import.dates, {"day-first", "month-first"},
                 "Which number of a date like 03/02/2026 is the day, where it could be either");
    taxes.flag("--keep-good", options.import.keep_good, "Write the good records although others are rejected");
    taxes.flag("-n,--dry-run", options.import.dry_run, "Do everything, then undo it");
    taxes.action([&options](Context& context) {
        const Table table = taxes_table();
        const auto database = open_to_write(context, options, options.import.dry_run);
        return import_records(context, *database, table, options.import);
    });
}

}  // namespace tk::update
