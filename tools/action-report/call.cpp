#include "action-report/call.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "action-report/call_answers.hpp"
#include "core/error.hpp"
#include "core/reader.hpp"

namespace tk::report {

namespace {

std::vector<NamedOperation> all_operations() {
    auto all = reading_operations();
    for (NamedOperation& one : writing_operations()) all.push_back(std::move(one));
    return all;
}

const NamedOperation& operation_called(const std::vector<NamedOperation>& operations, std::string_view name) {
    std::vector<std::string_view> names;
    for (const NamedOperation& one : operations) {
        if (one.name == name) return one;
        names.push_back(one.name);
    }
    throw Error(name.empty() ? "a request needs an operation" : fmt::format("there is no operation '{}'", name),
                fmt::format("the operations are {}", fmt::join(names, ", ")));
}

}  // namespace

void add_call(Command& tool, CallOptions& options) {
    Command& command = tool.subcommand("call", "answer requests of other programs").changes();
    command.describe(
        "Reads requests from stdin, one JSON object a line: {\"operation\":NAME,\"params\":{...}}, and answers each "
        "with one record: {\"type\":\"row\",\"operation\":NAME,\"result\":...}. analyze_patterns, "
        "detect_anomalies, suggest_optimizations, get_performance_report, get_collaboration_history and "
        "suggest_collaborations read the "
        "logs named as operands, or the database when there are none. record_action, apply_optimization, record_metric "
        "and track_interaction hand a record to db-update, which writes it to the database.");
    command.describe(
        "Each takes daemon_id, the actor. Those that read take timeframe too (24h, 7d; without it the whole log "
        "counts). get_performance_report takes thresholds, the limits of means by metric (duration is one). "
        "detect_anomalies takes current_action, an object with "
        "action_type and where they are known duration, result, session and previous_action, and tells how it is "
        "unlike "
        "what the actor did (as --judge does). suggest_collaborations takes task_type, the action in which the partner "
        "should have done well. record_action "
        "takes action_type, params and result; apply_optimization optimization_id, the id of a suggestion, which the "
        "next report then holds before against after; record_metric metric_type and value; track_interaction "
        "daemon_id1, daemon_id2, interaction_type and data.");
    command.example(
        "what an actor does, for another program",
        "echo '{\"operation\":\"analyze_patterns\",\"params\":{\"daemon_id\":\"e1\"}}' | action-report call "
        "actions.jsonl");
    command.file("--db", "FILE", &options.database, "The database").env("TURNKIT_DB");
    command.text("-m,--map", "FIELD=KEY,...", &options.map,
                 "Keys under which the log holds its fields, as for the report");
    command.integer("--min-sample", "N", &options.min_sample, "Known outcomes from which on a rate is given")
        .between(1, 1e9);
    command.operand("LOG", &options.inputs, "Logs of any kind; none: the database");
    command.action([&options](Context& context) { return call(context, options); });
}

Status call(Context& context, const CallOptions& options) {
    const auto operations = all_operations();
    RecordReader requests{context, {"-"}, RecordReader::Passes::nothing};
    while (const auto request = requests.next()) {
        const std::string name(request->view.string("operation").value_or(""));
        Value answer = {{"type", "row"}, {"operation", name}};
        try {
            const NamedOperation& operation = operation_called(operations, name);
            const auto params = request->view.find("params");
            if (!params || !params->is_object()) throw Error("a request needs params, an object");
            answer["result"] = operation.answer(context, options, *params);
        } catch (const Error& error) {
            answer["error"] = error.what();
            context.problem(InputError(request->source, request->number, error.what(), error.advice()));
        }
        context.out().line(answer.dump());
        context.out().flush();
        ++context.counters().records_out;
    }
    return context.status();
}

}  // namespace tk::report
