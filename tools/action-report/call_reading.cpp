#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "action-report/alert.hpp"
#include "action-report/call_answers.hpp"
#include "action-report/gather.hpp"
#include "action-report/judge.hpp"
#include "action-report/log_cache.hpp"
#include "action-report/partners.hpp"
#include "action-report/section_print.hpp"
#include "action-report/sections.hpp"
#include "core/error.hpp"
#include "core/paths.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

using Log = std::shared_ptr<const Collector>;

/// The log that the request is about; of one actor only where `of_actor`.
Log gather(Context& context, const CallOptions& options, const JsonView& params, bool of_actor) {
    ReportOptions report;
    report.inputs = options.inputs.empty() ? std::vector<std::string>{database_path(options.database)} : options.inputs;
    report.map = options.map;
    report.timeline = 0;
    report.timeframe = params.string("timeframe").value_or("");
    if (of_actor) report.actors = params.string("daemon_id").value_or("");
    return options.logs->log(report.actors + '\n' + report.timeframe, report.inputs, [&] {
        Collector log{collector_options(report)};
        read_inputs(context, inputs_of(report), log);
        return log;
    });
}

/// A section of the log as JSON.
Value section_of(const Collector& log, const CallOptions& options, const char* name) {
    const auto sections = build_sections(log, Selection{name, ""},
                                         {static_cast<std::uint64_t>(options.min_sample), Language::english, {}, {}});
    return Value::parse(section_json(sections.at(0), Language::english));
}

/// The rows of a table of a section; none where it is not there.
Value rows_of(const Value& section, const char* table) {
    const auto tables = section.find("tables");
    if (tables == section.end() || !tables->contains(table)) return Value::array();
    return tables->at(table);
}

Value analyze_patterns(Context& context, const CallOptions& options, const JsonView& params) {
    needed(params, "daemon_id");
    const Log held = gather(context, options, params, true);
    const Collector& log = *held;
    const Report report = summarize(log, static_cast<std::uint64_t>(options.min_sample));
    Value frequency = Value::object();
    for (const KindRow& row : report.kinds) frequency[row.action] = row.count;
    Value sequences = Value::array();
    for (const Value& row : rows_of(section_of(log, options, "sequences"), "common_sequences")) {
        Value steps = Value::array();
        std::string_view rest = row.at("sequence").get_ref<const std::string&>();
        constexpr std::string_view arrow = " > ";
        for (auto end = rest.find(arrow); end != std::string_view::npos; end = rest.find(arrow)) {
            steps.push_back(std::string(rest.substr(0, end)));
            rest.remove_prefix(end + arrow.size());
        }
        steps.push_back(std::string(rest));
        sequences.push_back(std::move(steps));
    }
    Value hours = Value::array();
    constexpr std::size_t most_hours = 2;
    for (const Value& row : rows_of(section_of(log, options, "time"), "hours")) {
        if (hours.size() < most_hours) hours.push_back(row.at("hour"));
    }
    return {{"action_frequency", std::move(frequency)},
            {"common_sequences", std::move(sequences)},
            {"time_patterns",
             {{"peak_hours", std::move(hours)},
              {"average_duration", report.duration ? Value(report.duration->mean) : Value(nullptr)}}},
            {"success_patterns", rows_of(section_of(log, options, "patterns"), "patterns")}};
}

Value suggest_optimizations(Context& context, const CallOptions& options, const JsonView& params) {
    needed(params, "daemon_id");
    const Log held = gather(context, options, params, true);
    const Collector& log = *held;
    return rows_of(section_of(log, options, "optimization"), "suggestions");
}

/// Tells where the mean of a metric is beyond the limit that the request sets.
void add_alert(Value& alerts, const JsonView& params, const std::string& metric, double mean) {
    const auto thresholds = params.find("thresholds");
    const auto limit = thresholds ? thresholds->number(metric) : std::nullopt;
    if (limit && mean > *limit) alerts.push_back("Threshold exceeded for " + metric);
}

Value get_performance_report(Context& context, const CallOptions& options, const JsonView& params) {
    const std::string actor = needed(params, "daemon_id");
    const Log held = gather(context, options, params, true);
    const Collector& log = *held;
    const Report report = summarize(log, static_cast<std::uint64_t>(options.min_sample));
    Value metrics = Value::object();
    Value trends = Value::object();
    Value alerts = Value::array();
    if (report.duration) {
        metrics["duration"] = {{"count", report.duration->count},   {"average", report.duration->mean},
                               {"median", report.duration->median}, {"p95", report.duration->p95},
                               {"min", report.duration->least},     {"max", report.duration->most}};
        add_alert(alerts, params, "duration", report.duration->mean);
    }
    const Value section = section_of(log, options, "performance");
    for (const Value& row : rows_of(section, "metrics")) {
        const std::string name = row.at("metric");
        metrics[name] = {{"count", row.at("count")},
                         {"average", row.at("mean")},
                         {"min", row.at("least")},
                         {"max", row.at("most")},
                         {"last", row.at("last")}};
        add_alert(alerts, params, name, row.at("mean"));
    }
    for (const Value& row : rows_of(section, "trends")) {
        trends[row.at("metric").get<std::string>()] = {{"trend", row.at("trend")},
                                                       {"slope", row.at("slope")},
                                                       {"slope_low", row.at("slope_low")},
                                                       {"slope_high", row.at("slope_high")},
                                                       {"p", row.at("corrected_p")}};
    }
    const auto timeframe = params.string("timeframe");
    return {{"daemon_id", actor},
            {"timeframe", timeframe ? Value(*timeframe) : Value(nullptr)},
            {"metrics", std::move(metrics)},
            {"trends", std::move(trends)},
            {"alerts", std::move(alerts)}};
}

Value get_collaboration_history(Context& context, const CallOptions& options, const JsonView& params) {
    const std::string actor = needed(params, "daemon_id");
    const Log held = gather(context, options, params, false);
    const Collector& log = *held;
    const Ties& ties = log.ties();
    const auto node = ties.nodes().find(actor);
    Value history = Value::array();
    for (const Ties::Tie& tie : ties.ties()) {
        if (!node || (tie.a != *node && tie.b != *node)) continue;
        history.push_back({{"daemon_id", ties.nodes().text(tie.a == *node ? tie.b : tie.a)},
                           {"strength", tie.weight},
                           {"sessions", tie.sessions},
                           {"interactions", tie.interactions},
                           {"successes", tie.outcomes.successes},
                           {"failures", tie.outcomes.failures}});
    }
    return history;
}

Value suggest_collaborations(Context& context, const CallOptions& options, const JsonView& params) {
    const std::string actor = needed(params, "daemon_id");
    const Log held = gather(context, options, params, false);
    const Collector& log = *held;
    Value suggestions = Value::array();
    const std::string task(params.string("task_type").value_or(""));
    for (const Partner& one :
         partners(log.ties(), log.tally(), {actor, task, static_cast<std::uint64_t>(options.min_sample)})) {
        Value row = {{"daemon_id", one.b}, {"adamic_adar", one.score}, {"because_both_work_with", one.shared}};
        if (!task.empty()) {
            row["successes"] = one.task.successes;
            row["failures"] = one.task.failures;
        }
        suggestions.push_back(std::move(row));
    }
    return suggestions;
}

/// The action of the request, in the keys of the design or in those of a record.
Event event_of(const JsonView& action) {
    Event event;
    event.action = action.string("action_type").value_or(action.string("action").value_or(""));
    if (event.action.empty()) throw Error("current_action needs action_type, a text");
    event.session = action.string("session").value_or("");
    event.duration = action.number("duration");
    event.success = action.boolean("success");
    const auto result = action.find("result");
    if (!event.success && result && result->is_object()) event.success = result->boolean("success");
    return event;
}

Value detect_anomalies(Context& context, const CallOptions& options, const JsonView& params) {
    const std::string actor = needed(params, "daemon_id");
    const auto current = params.find("current_action");
    if (!current || !current->is_object()) throw Error("params needs current_action, an object with action_type");
    const Event event = event_of(*current);
    const Log held = gather(context, options, params, true);
    const Collector& log = *held;
    Judge judge{log};
    if (judge.size() == 0) throw Error("the log holds no action of " + actor);
    // What came before is told by the request, or by the session in the log.
    if (const auto before = current->string("previous_action")) {
        judge.set_last(event.session, *before);
    } else if (const auto session = log.tally().sessions().find(event.session);
               session && *session < log.flow().traces().size() && log.flow().traces()[*session].steps > 0) {
        judge.set_last(event.session, log.tally().kinds()[log.flow().traces()[*session].last].name);
    }
    Value anomalies = Value::array();
    for (const Oddity& odd : judge.judge(event)) {
        Value row = {
            {"type", odd.key}, {"reason", odd.reason.english}, {"chance", Value::parse(share_datum(odd.chance).text)}};
        if (odd.value.kind != Datum::Kind::none) row["value"] = Value::parse(odd.value.text);
        if (odd.usual.kind != Datum::Kind::none) row["usual"] = Value::parse(odd.usual.text);
        anomalies.push_back(std::move(row));
    }
    return anomalies;
}

}  // namespace

std::vector<NamedOperation> reading_operations() {
    return {{"analyze_patterns", analyze_patterns},
            {"detect_anomalies", detect_anomalies},
            {"suggest_optimizations", suggest_optimizations},
            {"get_performance_report", get_performance_report},
            {"get_collaboration_history", get_collaboration_history},
            {"suggest_collaborations", suggest_collaborations}};
}

std::string needed(const JsonView& params, std::string_view key) {
    const auto value = params.string(key);
    if (!value || value->empty()) throw Error(fmt::format("params needs {}, a text", key));
    return std::string(*value);
}

}  // namespace tk::report
