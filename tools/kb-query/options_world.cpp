#include "kb-query/answer.hpp"
#include "kb-query/options.hpp"

namespace tk::query {

void add_market(Command& tool, Options& options) {
    OpportunityOptions& market = options.market;
    Command& command = tool.subcommand("market-opportunities", "what the prices seen on the market are good for");
    command.describe(
        "For each item on each server, in prices of one piece: the lowest of the last hour seen, median, 15th "
        "percentile, "
        "robust deviation, trend (median of the slopes between days), liquidity, the gain of selling on another server "
        "and "
        "of crafting it. Gains are net of the sale and buy taxes that hold at the time (db-update imports them with a "
        "date). Each figure has its sample size and age; below --min-samples it says 'not enough data', and where a "
        "price "
        "is missing the gain is unknown, never zero. The most gainful come first; opportunity says why: buy (the last "
        "price is far enough below the median), spread, craft.");
    command.text("--server", "NAME", &market.server, "Only on this server");
    command.text("--item", "WORDS", &market.item, "Only items with this id, or these words in the name");
    command.real("--days", "N", &market.days, "Prices of the last N days").between(0.01, 36'500);
    command.integer("--min-samples", "N", &market.min_samples, "Fewer prices are not enough").between(1, 1e9);
    command.real("--min-gain", "PERCENT", &market.min_gain, "A smaller gain is no opportunity").between(0, 1e6);
    command.real("--max-age", "DAYS", &market.max_age, "An older price is nothing to act on").between(0, 36'500);
    command.text("--now", "TIME", &market.now, "The time that counts as now (RFC 3339, UTC); if none, the clock's");
    command.integer("--limit", "N", &market.limit, "At most N rows").between(1, 1e9);
    command.file("--watch", "FILE", &market.watch, "Check these rules instead; status 4 when one fires");
    command.example("What prices are good for, once there are enough of them",
                    R"(jq -nc 'range(1; 10) | {item_id: 9, price: (90 + .), time: "2026-01-31T0\(.):00:00Z"}' | )"
                    "db-update -q market --game my --server North && "
                    "kb-query market-opportunities --now 2026-01-31T10:00:00Z");
    command.section(
        "WATCH RULES",
        "A JSON list: [{\"item\": \"Fer\", \"server\": \"Ilyzaelle\", \"buy_at_most\": 12, \"target\": 20}]. item "
        "is an id or a name; server may be left out. A rule fires when the last price of one piece, not older "
        "than --max-age, is at most buy_at_most or at least target.");
    command.action([&options](Context& context) {
        options.market.game = options.game;
        // Whether an alert fires is always asked anew.
        if (!options.market.watch.empty()) return run_opportunities(context, *open(options), options.market);
        return answer(context, options, [&](Context& to, store::Database& database) {
            return run_opportunities(to, database, options.market);
        });
    });
}

void add_route(Command& tool, Options& options) {
    Command& command = tool.subcommand("route", "the shortest way from one map to another, with its danger");
    command.describe(
        "Maps are given by id, or by a name that only one has; coordinates are not unique. Ways are those of the maps' "
        "own "
        "neighbours and of the world graph, parts of a map that do not connect (zones) told apart. Of ways with "
        "equally "
        "many maps the least dangerous is taken. A way with a condition in the game's own words is shown with it, "
        "since it "
        "cannot be told here whether the condition holds.");
    command.operand("FROM", &options.route.from, "Id or name of the map to start from").required();
    command.operand("TO", &options.route.to, "Id or name of the map to go to").required();
    command.flag("--avoid-pvp", options.route.avoid_pvp, "Enter no map where players may attack each other");
    command.flag("--safest", options.route.safest, "Least danger first, then fewest maps");
    command.integer("--max-danger", "N", &options.route.max_danger, "Enter no map of a higher danger").between(0, 1e9);
    command.flag("--no-conditions", options.route.free_only, "Take no way that has a condition");
    command.example("The way to the forge, in peace", "kb-query route 4102 'marais des boeufs blancs' --avoid-pvp");
    command.action([&options](Context& context) {
        options.route.game = options.game;
        return answer(context, options,
                      [&](Context& to, store::Database& database) { return run_route(to, database, options.route); });
    });
}

void add_diff(Command& tool, Options& options) {
    Command& command = tool.subcommand("diff", "what imports changed between one run and another");
    command.describe(
        "One row for each record that is new, or another, after run TO compared with after run FROM: what a patch of "
        "the "
        "game changed, when each of its versions was imported. Runs are numbered by db-update, which tells the number; "
        "runs that were undone do not count. Market prices are observations and not compared.");
    command.example("What a patch of the game changed",
                    "sed 's/\"ap_cost\": 3/\"ap_cost\": 2/' kb/spells.json | db-update -q spells && kb-query diff 3 4");
    command.operand("FROM", &options.diff.from, "Number of the earlier run; 0 for none at all").required();
    command.operand("TO", &options.diff.to, "Number of the later run").required();
    command.text("--kind", "TABLE", &options.diff.kind, "Only this table: spells, monsters, items...");
    command.action([&options](Context& context) {
        options.diff.game = options.game;
        return answer(context, options,
                      [&](Context& to, store::Database& database) { return run_diff(to, database, options.diff); });
    });
}

}  // namespace tk::query
