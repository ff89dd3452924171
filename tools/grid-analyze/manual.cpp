#include "grid-analyze/manual.hpp"

namespace tk::grid {
namespace {

void describe_work(Command& command) {
    command.describe(
        "Adds to every record that has an `image`: `grid`, the board with the kind of each cell and the painted cells; "
        "`entities`, who stands where, their team and the share of their health; and `state`, both together with the "
        "values that ocr(1) read. All other records pass unchanged.");
    command.describe(
        "The board, isometric, square or hexagonal, is found without hints, at any place and size, with or without "
        "lines. Where there is none "
        "`grid` is null, `reason` says why and `grid_confidence` how sure that is. In a stream the board of the frame "
        "before is "
        "looked at first, and searched for only when it no longer fits.");
    command.describe(
        "With --events each frame is followed by an `action` record for everything that happened since the one before: "
        "steps, from where everyone stands; casts, what they did, points that came or went, deaths and ends of turns, "
        "from the lines of the log; costs, and points that nothing explains, from what is left of them. Each has a "
        "confidence; what only one bad frame speaks for is not told. A step has no `from` or no `to` where that end of "
        "it was hidden, and neither where only its price was seen; whoever comes into sight has appeared only on a "
        "cell that was seen empty, if nobody spoke of them before. On a checkerboard without a profile, as in chess, "
        "pieces are known by their looks: moves, captures (a `die` before the move) and pieces that are put on the "
        "board are told; where much changed it is another position, and nothing is.");
    command.describe(
        "With --board the first record of FILE holds a board, and those who stand on it, instead of a picture: a "
        "record "
        "that this tool or another wrote, or an object with kind, cols, rows and cells: a letter a cell, row by row "
        "from the top "
        "left (one text, or a list of rows), . for floor, # for what stands in the way of steps and sight, o for a "
        "hole, ? for unknown. The answer "
        "is a row for each "
        "question (as --format says; records of pictures are always JSON Lines); cells are numbers or the ids of "
        "entities. Entities may have `ap`, `mp`, `hp`, `stats`, "
        "`resistances`, `cooldowns` and `spells`: names of spells of the database or of the list `spells` beside the "
        "board, or whole ones. What a monster or a class can do comes from the database.");
    command.describe(
        "--threat counts, for each enemy, that it walks first, around whoever stands on the threatened cell, to the "
        "cell that serves it best, and then casts what does most; damage is the mean, `most` that of the best rolls. A "
        "step from a cell beside an enemy leaves "
        "int(MP * k + 0.49) - 1 movement points, k = (evade + 2) / (2 * (block + 2)) from the `stats` tackle_evade and "
        "tackle_block (fuite, tacle), 0 where unknown.");
    command.describe(
        "--summary tells who threatens whom and who can reach whom, as one record. With --draw the boards are drawn as "
        "text instead of records: of --board, or of each frame or recorded state.");
}

void add_sections(Command& command) {
    command.section(
        "BOARDS",
        "kind is square, iso (rows of diamonds, every second one half a cell further), diamond (a square board turned "
        "by 45 degrees), hex-pointy or hex-flat. Cells count from 0 at the top left, row by row. `stagger` says which "
        "rows of iso and hex-pointy boards (columns of hex-flat ones) stand half a cell further: odd (the second, "
        "fourth...; usual) or even; or alternating, where every second row of an iso board has a cell less. Steps lead "
        "over sides, and "
        "distances count them. Sight follows the rule of DOFUS on iso boards; on others A sees B where B sees A.");
    command.section(
        "AREAS",
        "--zone is a letter and numbers with commas between, such as C2, X2,1 or L3: the radius (1 if it is left out); "
        "for C, X, Q, +, #, l and R then the least radius (for l before the radius); then the percent of damage that "
        "each step loses (10) and how many steps lose (4). 63 is no limit. P is the cell, C a disc, O a ring, I all "
        "from a ring on, Z all outside a true circle, D every second ring of a disc, A the board; X a cross over "
        "sides, Q the same without its middle, + and # over corners, * X and + together; L and / a line on from the "
        "target, l a line from the caster, T and - a line across, U two arms backwards, B a boomerang, V a cone, "
        "G a square, W a square without its diagonals, R a rectangle, F a fork; ;5,6 the cells 5 and 6. On hexagons "
        "T, -, U, V, B, G, W, R, F, + and # have no meaning. Without --from the caster stands where the area is cast.");
    command.section(
        "NOTES",
        "The profile names the kind and size of the game's boards, the hues of teams and painted cells, and "
        "the lines of the log (its `events` are spell_cast, damage, heal, lose_ap, gain_ap, lose_mp, gain_mp, die and "
        "end_turn; their groups actor, spell, target, amount and element). Boards of another kind, or of another ratio "
        "or pitch than it states, are not "
        "looked for, which is quicker and surer. Without one, boards are found and numbered from their top left, but "
        "nobody is "
        "recognised on them; only of checkerboards the full cells are told. A board whose rim is hidden "
        "has `numbering` \"assumed\".");
    command.section(
        "NAMES",
        "What DofusCombatGridAnalyzer calls analyze_combat_grid is the key `grid` of each record, detect_entities "
        "`entities`, calculate_distances --distance, and analyze_combat_situation the record of --summary.");
    command.section(
        "LEARNING",
        "--learn-profile looks for a board of any kind, for rings of one hue around the middles of its cells "
        "(team1, team2, ...) and for cells that are painted in a hue which the floor does not have "
        "(highlight1, ...). Take a picture in which most of the floor is not painted, and give the hues "
        "the names that your game has for them. ocr(1) learns the interface into a file of its own kind: run "
        "it first, so that both stand in one file.");
}

void add_examples(Command& command) {
    command.example("where everyone stands in the first frame of a fight",
                    "capture replay | head -n 1 | grid-analyze | jq -c '.entities[] | [.team, .cell, .hp_share]'");
    command.example("what happened in a recorded fight",
                    "capture replay | ocr | grid-analyze --events | jq -c 'select(.type == \"action\") | [.actor_name, "
                    ".action, .params.spell]'");
    command.example("what an area strikes on a board of six by four",
                    "echo '{\"kind\":\"square\",\"cols\":6,\"rows\":4,\"cells\":\"........................\"}' | "
                    "grid-analyze --board --zone C1 --at 8");
    command.example("where somebody can walk with four movement points, drawn",
                    "capture replay | head -n 1 | ocr | grid-analyze > state.json && grid-analyze --board state.json "
                    "--draw --reach e1 --mp 4");
    command.example("the profile of an unknown game from one picture",
                    "capture replay | head -n 1 | grid-analyze --learn-profile mine.json | jq -c '.grid.kind' && "
                    "jq -c '.board, .teams' mine.json");
    command.see_also("capture(1), ocr(1), kb-query(1), action-report(1)");
}

}  // namespace

void describe(Command& command) {
    describe_work(command);
    add_sections(command);
    add_examples(command);
}

}  // namespace tk::grid
