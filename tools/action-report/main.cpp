#include <unistd.h>

#include "action-report/collector.hpp"
#include "action-report/mapping.hpp"
#include "action-report/options_look.hpp"
#include "action-report/options_replay.hpp"
#include "action-report/print.hpp"
#include "action-report/report.hpp"
#include "core/command.hpp"
#include "core/program.hpp"
#include "core/reader.hpp"
#include "core/terminal.hpp"

namespace {

struct Options {
    std::vector<std::string> inputs;
    std::string map;
    std::int64_t min_sample = 5;
    std::int64_t timeline = 200;
    tk::report::LookOptions look;
    tk::report::ReplayOptions replay;
};

tk::Status run(tk::Context& context, const Options& options) {
    const tk::Format format = context.format();
    if (format == tk::Format::csv) {
        throw tk::UsageError("a report has several tables and does not fit in one CSV",
                             "use --format json and pick with jq");
    }
    tk::report::Collector log{tk::report::parse_mapping(options.map), static_cast<std::size_t>(options.timeline)};
    tk::RecordReader reader{context, options.inputs, tk::RecordReader::Passes::nothing};
    reader.on_problem([&log](const tk::Error& error) { log.unreadable(error.what()); });
    while (const auto record = reader.next()) log.take(*record);

    const auto report = tk::report::summarize(log, static_cast<std::uint64_t>(options.min_sample));
    if (options.look.any()) {
        tk::report::write_look(context, options.look, report, log, {});
    } else if (format == tk::Format::table) {
        tk::report::Page page{context.out(), tk::terminal_width(STDOUT_FILENO), context.out_has_color()};
        tk::report::print_report(page, {context.language()}, report, log);
    } else {
        tk::report::write_json(context.out(), report, log, format == tk::Format::json);
        ++context.counters().records_out;
    }
    return report.empty() && context.status() == tk::Status::done ? tk::Status::nothing : context.status();
}

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
            "trade, craft, travel, dialogue, summon, end_turn, appear, die, lose_hp, gain_hp, or an alias of it (cast, "
            "cast_spell, walk, pass, death...); others are counted under their own names. appear, die, lose_hp and "
            "gain_hp befall their actor and have no success rate.")
        .section(
            "NUMBERS",
            "A success is counted where result.success is true, a failure where it is false; elsewhere the outcome is "
            "unknown and takes no part in a rate. Rates carry Wilson's 95 % interval and are not given below "
            "--min-sample known outcomes. Durations are in seconds; percentiles are exact (type 7) up to 8192 values, "
            "and within 1 % (DDSketch) above. Points spent on actions that failed are not counted. A report is one "
            "record; table and JSON hold the same numbers.")
        .status(3, "nothing to report")
        .example("what was done in a log", "action-report actions.jsonl --format table")
        .example("the same in French", "action-report actions.jsonl --format table --lang fr")
        .example("success by action, for another program",
                 "action-report actions.jsonl | jq -c '.actions[] | [.action, .success.successes, .success.known]'")
        .example("a log that names its fields otherwise",
                 "printf '%s\\n' '{\"daemon_id\":\"d1\",\"kind\":\"craft\",\"result\":{\"success\":true}}' | "
                 "action-report --map actor=daemon_id,action=kind --format table")
        .example("a page for a browser", "action-report actions.jsonl --html report.html")
        .see_also("grid-analyze(1), kb-query(1), llm-ask(1), jq(1)");
    command.text(
        "-m,--map", "FIELD=KEY,...", &options.map,
        "Keys under which the log holds id, session, actor, actor_name, action, params, context, result, success, "
        "error, duration, turn, t; dots reach into objects");
    command.integer("--min-sample", "N", &options.min_sample, "Known outcomes from which on a rate is given")
        .between(1, 1e9);
    command.integer("--timeline", "N", &options.timeline, "Tell the last N actions and answers one by one; 0 for none")
        .between(0, 1e6);
    command.operand("FILE", &options.inputs, "JSON Lines files; stdin when there is none, or -");
    command.reads_stdin().prints_records();
    tk::report::add_look(command, options.look);
    tk::report::add_replay(command, options.replay, options.map);
    return command;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    tk::Command command = describe(options);
    command.action([&](tk::Context& context) { return run(context, options); });
    return tk::run_main(command, argc, argv);
}
