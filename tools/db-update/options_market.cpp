#include "db-update/options.hpp"

namespace tk::update {

void add_market_commands(Command& command, Options& options) {
    Command& market = command.subcommand("market", "add price observations; none is ever overwritten");
    market.reads_stdin();
    add_files(market, options.market.files);
    market.text("--game", "KEY", &options.market.game, "Game the prices belong to, whatever they say");
    market.text("--server", "NAME", &options.market.server, "Server of prices that name none");
    market.text("--time", "TIME", &options.market.time, "When prices that name no time were seen (RFC 3339)");
    market.text("--map", "OURS=THEIRS", &options.market.renames, "Members under other names, separated by commas");
    add_dates(market, options.market.dates);
    add_keep_good(market, options.market.keep_good);
    add_dry_run(market, options.market.dry_run);
    market.action([&options](Context& context) {
        const auto database = open_to_write(context, options, options.market.dry_run);
        return import_market(context, *database, options.market);
    });
    Command& taxes = command.subcommand("taxes", "set taxes of a market from a date on");
    taxes.reads_stdin();
    taxes.example("The tax of a sale from a date on",
                  "echo '{\"rate\":0.02,\"valid_from\":\"2026-01-01\"}' | db-update taxes --game dofus");
    add_files(taxes, options.import.files);
    taxes.text("--game", "KEY", &options.import.game, "Game the taxes belong to, whatever they say");
    add_dates(taxes, options.import.dates);
    add_keep_good(taxes, options.import.keep_good);
    add_dry_run(taxes, options.import.dry_run);
    taxes.action([&options](Context& context) {
        const Table table = taxes_table();
        const auto database = open_to_write(context, options, options.import.dry_run);
        return import_records(context, *database, table, options.import);
    });
}

}  // namespace tk::update
