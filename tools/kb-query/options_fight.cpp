#include <unistd.h>

#include "core/error.hpp"
#include "kb-query/answer.hpp"
#include "kb-query/duel.hpp"
#include "kb-query/options.hpp"

namespace tk::query {

void add_advise(Command& tool, Options& options) {
    Command& command = tool.subcommand("advise", "add the best casts to every record with a state");
    command.describe(
        "A filter. For the active character of each state it tries the spells of its class (or of the monster of its "
        "name, or those it was seen to cast) at every cell, by action points, range, line of sight, cooldowns and "
        "casts "
        "known from the actions in the stream, and the resistances of the targets, and adds the key kb: the best cast "
        "of "
        "each spell with its reasons, the best combination of casts within the AP, and the spells that cannot be cast "
        "with the reason code.");
    command.describe(
        "Of an entity it takes what the record tells: hp, ap, resistances, stats (strength, intelligence, chance, "
        "agility, power, damage, fire_damage and the like, heals, range, critical, or their French names), spells "
        "(only "
        "these are tried) and cooldowns (turns to wait). What is missing comes from the database, or counts as "
        "nothing.");
    command.operand("FILE", &options.advise.inputs, "Records; stdin if none");
    command.integer("--limit", "N", &options.advise.limit, "At most N casts").between(1, 1000);
    command.example(
        "The best casts of the last position",
        "capture replay | ocr | grid-analyze | kb-query advise | jq -c 'select(.kb).kb.spells[0].spell' | tail -n 1");
    command.reads_stdin().action([&options](Context& context) {
        options.advise.database = options.database;
        if (!options.game.empty()) options.advise.game = options.game;
        return run_advise(context, options.advise);
    });
}

void add_optimal(Command& tool, Options& options) {
    Command& command = tool.subcommand("optimal-spells", "the best casts and the best turn, for a state or a class");
    command.describe(
        "With --class: the best turn of a character of that class against a target, its casts, the best single casts, "
        "and "
        "the spells that cannot be cast with the reason, as rows; the key part tells which. The target stands in a "
        "straight line with nothing between, at --distance or at the distance that is best. Without --class it is the "
        "filter advise: it adds the key kb to every record with a state.");
    command.describe(
        "The combination is exact: of all multisets of casts that the AP, the casts a turn and a target and the "
        "cooldowns "
        "allow from where the caster stands, none finishes more enemies for certain and none of those does more damage "
        "on "
        "average. Damage beyond the hit points counts nothing; harm to the own side is taken off. It does not look "
        "ahead "
        "to lines of sight that a kill opens, and does not walk.");
    command.operand("FILE", &options.advise.inputs, "Records; stdin if none (without --class)");
    command.text("--class", "NAME", &options.optimal.class_name, "Class of the character");
    command.integer("--level", "N", &options.optimal.level, "Its level; spells above are left out").between(0, 10'000);
    command.integer("--ap", "N", &options.optimal.ap, "Its action points").between(0, 100);
    command.text("--target", "MONSTER", &options.optimal.target,
                 "Name of the monster; if none, one that resists nothing");
    command.integer("--distance", "N", &options.optimal.distance, "Cells to the target; if none, the best")
        .between(1, farthest);
    command.integer("--limit", "N", &options.advise.limit, "At most N single casts").between(1, 1000);
    command.example("The best turn of an archer with 6 AP against a wolf",
                    "kb-query optimal-spells --class archere --level 40 --ap 6 --target 'loup cendre'");
    command.action([&options](Context& context) {
        if (!options.game.empty()) options.advise.game = options.optimal.game = options.game;
        options.advise.database = options.database;
        options.optimal.limit = options.advise.limit;
        if (options.optimal.class_name.empty() && options.advise.inputs.empty() && ::isatty(STDIN_FILENO) == 1)
            throw UsageError("neither a class nor records were given", "give --class NAME, or records on stdin");
        if (options.optimal.class_name.empty()) return run_advise(context, options.advise);
        return answer(context, options, [&](Context& to, store::Database& database) {
            return run_optimal(to, database, options.optimal);
        });
    });
}

void add_strategy(Command& tool, Options& options) {
    Command& command =
        tool.subcommand("monster-strategy", "how to fight a monster: weaknesses, dangers, distance, drops");
    command.describe(
        "For each monster of that name: the elements that it is weak to and resists, its spells by the damage that "
        "they do "
        "a turn and how far they reach (with its MP), its best turn by distance, the shortest distance of least danger "
        "(with "
        "--class: within that class's range), what it drops, where it lives, and what was observed in recorded actions "
        "with "
        "the number of samples. Damage is that on one who resists nothing. Of a monster without spells whose record "
        "tells its attacks (5e) these are shown instead: what a hit does, how far it comes in feet, and a distance "
        "farther than its fastest move and any of them; its special abilities are not weighed.");
    command.operand("NAME", &options.strategy.name, "Name or id of the monster, without accents or case").required();
    command.text("--class", "NAME", &options.strategy.class_name, "Class of the one who fights it");
    command.integer("--level", "N", &options.strategy.level, "The level of that one").between(0, 10'000);
    command.example("How to fight a wolf", "kb-query monster-strategy 'loup cendre'");
    command.action([&options](Context& context) {
        options.strategy.game = options.game;
        return answer(context, options, [&](Context& to, store::Database& database) {
            return run_strategy(to, database, options.strategy);
        });
    });
}

}  // namespace tk::query
