#include "action-report/call.hpp"
#include "action-report/options_look.hpp"
#include "action-report/options_replay.hpp"
#include "action-report/options_report.hpp"
#include "core/command.hpp"
#include "core/program.hpp"

namespace {

struct Options {
    tk::report::ReportOptions report;
    tk::report::ReplayOptions replay;
    tk::report::CallOptions call;
};

tk::Command describe(Options& options) {
    tk::Command command{"action-report", "report what was done from a log of actions"};
    command
        .describe(
            "Reads records and prints one report: the actions turn by turn, what the knowledge base advised last, the "
            "last position, counts, success rates and durations by actor, action and spell, and the state of the data.")
        .describe(
            "Reads the log in one pass; memory grows with what is distinct in it (actors, actions, spells, sessions), "
            "not with its length.")
        .section(
            "ACTIONS",
            "An action is a record of type action. Its action is one of move, spell_cast, attack, use_item, equip, "
            "trade, craft, travel, dialogue, summon, end_turn, appear, die, lose_hp, gain_hp, lose_ap, gain_ap, "
            "lose_mp, gain_mp, or an alias of it (cast, cast_spell, walk, pass, death...); others are counted under "
            "their own names. appear, die and what is lost or gained befall their actor and have no success rate.")
        .section(
            "NUMBERS",
            "A success is counted where result.success is true, a failure where it is false; elsewhere the outcome is "
            "unknown and takes no part in a rate. Rates carry Wilson's 95 % interval and are not given below "
            "--min-sample known outcomes. Durations are in seconds; percentiles are exact (type 7) up to 8192 values, "
            "and within 1 % (DDSketch) above. Points spent on actions that failed are not counted. A report is one "
            "record; table and JSON hold the same numbers.")
        .section(
            "ANOMALIES LINE BY LINE",
            "--judge LOG holds each action against LOG: an actor it does not have, an action or a step from one action "
            "to the next that is rare in it, a failure of what hardly ever fails there, a duration or a silence beyond "
            "its tail (of at least 50 values). Each row says how likely something so odd would be among the actions of "
            "LOG (chance; for counts a conformal p-value, for times an exponential tail of the logarithms). Of actions "
            "like those of LOG at most about one in a hundred is told: a row needs a chance of at most 0.01 over six, "
            "the ways in which an action may be odd. Hence a LOG of fewer than 600 actions cannot call anything rare.")
        .status(3, "nothing to report, or with --judge nothing out of the ordinary")
        .status(4, "a threshold of --alert was crossed")
        .example("what was done in a log", "action-report actions.jsonl --format table")
        .example("the same in French", "action-report actions.jsonl --format table --lang fr")
        .example("success by action, for another program",
                 "action-report actions.jsonl | jq -c '.actions[] | [.action, .success.successes, .success.known]'")
        .example("a log that names its fields otherwise",
                 "printf '%s\\n' '{\"daemon_id\":\"d1\",\"kind\":\"craft\",\"result\":{\"success\":true}}' | "
                 "action-report --map actor=daemon_id,action=kind --format table")
        .example("where a cast came right after a move",
                 "action-report actions.jsonl --streak move,spell_cast --only sequences --format table")
        .example("stop a script when too much fails",
                 "action-report actions.jsonl --alert 'rate(failure)>0.9' >/dev/null && echo good")
        .example("for a process miner", "action-report actions.jsonl --export actions.xes >/dev/null")
        .example("two actors compared",
                 "action-report actions.jsonl --compare actor=e1,e2 --only comparison --format table")
        .example("actions judged as they come, by a log of ordinary ones",
                 "action-report --judge actions.jsonl actions.jsonl --format table || test $? = 3")
        .example("a drawing of who works with whom",
                 "action-report actions.jsonl --graph actors.dot >/dev/null && head -1 actors.dot")
        .example("a page for a browser", "action-report actions.jsonl --html report.html")
        .see_also("grid-analyze(1), kb-query(1), llm-ask(1), jq(1)");
    tk::report::add_report(command, options.report);
    command.reads_stdin().prints_records();
    tk::report::add_look(command, options.report.look);
    tk::report::add_replay(command, options.replay, options.report.map);
    tk::report::add_call(command, options.call);
    return command;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    tk::Command command = describe(options);
    command.action([&](tk::Context& context) { return tk::report::run_report(context, options.report); });
    return tk::run_main(command, argc, argv);
}
