#include "action-report/options_replay.hpp"

namespace tk::report {

void add_replay(Command& tool, ReplayOptions& options, const std::string& map) {
    Command& command = tool.subcommand("replay", "step through a replay, on a terminal or as text");
    command.describe(
        "Shows a replay step by step: what was done, the board with who stands where, and the fighters. On a terminal "
        "the arrow keys go forward, back and from turn to turn, p shows the frame's picture instead of the board (as "
        "sixel, "
        "in kitty's or iTerm2's way where the terminal has it, else as coloured characters), ? tells all keys. "
        "Elsewhere, with --text or where TERM "
        "is dumb, it prints the same as text. --format jsonl prints the records of the selected steps as they are.");
    command.describe(
        "The key events are each death, the action of a session that cost the most hit points, and what is unusual: a "
        "duration or a loss whose robust z among all of the same action or spell is above 3.5 (of at least 10, on "
        "logarithms; the 5 furthest out of a session). The file is indexed as far as it is looked at, so that the "
        "first "
        "screen of a long one comes at once.");
    command.describe(
        "Logs of other kinds are shown too, their actions as records: PGN, Pokemon Showdown, XES, OCEL, CSV, a "
        "database, "
        "and files packed with gzip or zstd. They are copied first, to a file without a name below TMPDIR.");
    command.example("the second turn as text", "action-report replay --turn 2 actions.jsonl");
    command.example("the deaths and the biggest loss", "action-report replay --key-events actions.jsonl");
    command.integer("--turn", "N", &options.turn, "Begin at turn N; as text: only turn N").between(0, 1e15);
    command.text("--actor", "NAME", &options.actor, "Only the actions of the actor with this name or id");
    command.text("--session", "NAME", &options.session, "Only the steps of this session");
    command.flag("--key-events", options.key_events, "Only the key events");
    command.flag("--text", options.text, "Text on a terminal too");
    command.operand("FILE", &options.inputs, "A file of records, or another log; stdin when there is none, or -");
    command.reads_stdin();
    command.action([&options, &map](Context& context) { return replay(context, options, map); });
}

}  // namespace tk::report
