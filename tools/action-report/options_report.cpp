#include "action-report/options_report.hpp"

#include <fmt/format.h>

#include "action-report/section.hpp"

namespace tk::report {

namespace {

void add_inputs(Command& command, ReportOptions& options) {
    command.choice("--from", "KIND", &options.from,
                   {"auto", "jsonl", "json", "csv", "xes", "ocel", "showdown", "pgn", "spmf", "database"},
                   "What the inputs are; auto tells it by their first bytes");
    command.text("-m,--map", "FIELD=KEY,...", &options.map,
                 "Keys (columns, attributes) under which the log holds id, session, actor, actor_name, action, params, "
                 "context, result, success, error, duration, turn, t, time; dots reach into objects");
    command.text("--objects", "TYPE", &options.object_type,
                 "OCEL: the objects of this type are the sessions; else the first object of each event");
    command.flag("--lifecycle", options.with_lifecycle, "XES: name and transition together are the action");
    command.flag("--follow", options.follow, "Wait for the last input to grow, and report again after each pause");
}

void add_filters(Command& command, ReportOptions& options) {
    command.text("--actor", "NAME,...", &options.actors, "Only what these did, by id or name");
    command.text("--action", "NAME,...", &options.actions, "Only these actions");
    command.text("--session", "NAME,...", &options.sessions, "Only these sessions");
    command.text("--since", "TIME", &options.since, "Only from this moment on: a date, or seconds from the start");
    command.text("--until", "TIME", &options.until, "Only before this moment");
    command.text("--timeframe", "SPAN", &options.timeframe,
                 "Only the last 24h, 7d, 90m... before --until, or before the end of the log");
    command.text("--zone", "NAME", &options.zone,
                 "Clock of hours and weekdays: written (as each record has it), UTC, local, or Europe/Paris...");
}

std::string list_of_sections() {
    std::string text;
    for (const SectionName& section : section_names())
        text += fmt::format("{}{} ({})", text.empty() ? "" : "; ", section.name, section.tells);
    return text;
}

}  // namespace

void add_report(Command& command, ReportOptions& options) {
    command.section("SECTIONS", "--only and --skip name sections: " + list_of_sections() + ".");
    command.section(
        "INPUTS",
        "JSON Lines of records, of any naming (--map); JSON spread over lines, objects one after the other or one "
        "array; "
        "CSV with a header: a log of actions, a series of measurements "
        "(a "
        "time and numbers), or a list of edges (a and b, source and target); XES (IEEE 1849), streamed; OCEL 2.0 in "
        "JSON, "
        "XML and SQLite; logs of Pokemon Showdown; PGN, with the clocks in its comments (clk, emt) as durations; SPMF; "
        "turnkit's database. Texts are UTF-8, those of PGN also Latin-1. Files packed with gzip or zstd are "
        "unpacked. XES, JSON Lines and CSV are read in one pass; the others, which are small, as a whole.");
    add_inputs(command, options);
    command.text("--only", "SECTION,...", &options.only, "Print only these sections");
    command.text("--skip", "SECTION,...", &options.skip, "Leave these sections out");
    add_filters(command, options);
    command.text("--sequence", "A,B,...", &options.sequences,
                 "Tell where these actions occur in this order, others between them; may be given several times");
    command.text("--streak", "A,B,...", &options.streaks, "The same, one right after the other");
    command.text(
        "--alert", "CONDITION", &options.alerts,
        "End with status 4 where it holds: count(actions), rate(success), mean, min, max or p95(duration) or of a "
        "metric, with ,action=NAME and ,actor=NAME inside, compared with a number");
    command
        .file("--export", "FILE", &options.export_to,
              "Write the actions to a file as well: .xes, .json (OCEL 2.0) or .csv; they are kept in memory until the "
              "end")
        .changes();
    command.text("--compare", "WHAT", &options.compare,
                 "Hold two parts of the log against each other: actor=A,B, session=A,B, or before and after a moment");
    command.file("--judge", "LOG", &options.judge,
                 "Print no report but a row for each action that is out of the ordinary, as soon as it is read, with "
                 "the reason: this log says what is ordinary");
    command
        .file("--graph", "FILE", &options.graph,
              "Write who works with whom to a file as well: .graphml, or .dot for Graphviz")
        .changes();
    command.text("--task", "ACTION", &options.task,
                 "Suggest who could work together by how well the second does this action, too");
    command.integer("--min-sample", "N", &options.min_sample, "Known outcomes from which on a rate is given")
        .between(1, 1e9);
    command.integer("--timeline", "N", &options.timeline, "Tell the last N actions and answers one by one; 0 for none")
        .between(0, 1e6);
    command.operand("FILE", &options.inputs, "Logs of any of these kinds; stdin when there is none, or -");
}

}  // namespace tk::report
