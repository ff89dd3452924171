#include "action-report/gather.hpp"

#include <unistd.h>

#include "core/error.hpp"
#include "core/timestamp.hpp"

namespace tk::report {

namespace {

/// The end of the log, which --timeframe counts back from: a pass of its own over the files.
std::optional<double> end_of_log(const ReportOptions& options) {
    for (const std::string& path : options.inputs) {
        if (path == "-") return std::nullopt;
    }
    if (options.inputs.empty()) return std::nullopt;
    CollectorOptions only_clock;
    only_clock.mapping = parse_mapping(options.map);
    only_clock.timeline = 0;
    only_clock.keep = {false, false, false, false};
    Collector log{std::move(only_clock)};
    Settings settings;
    settings.quiet = true;
    Writer nowhere{STDERR_FILENO, "stderr"};
    // What is wrong is told once: by the pass that reports.
    Log silent{"action-report", Log::Level::none, false};
    Context context{"action-report", settings, nowhere, silent};
    read_inputs(context, inputs_of(options), log);
    if (log.times().with_time() > 0) return log.times().last();
    return log.last_t();
}

}  // namespace

CollectorOptions collector_options(const ReportOptions& options) {
    CollectorOptions result;
    result.mapping = parse_mapping(options.map);
    result.timeline = static_cast<std::size_t>(options.timeline);
    result.zone = Zone{options.zone};
    result.filter.set_actors(options.actors);
    result.filter.set_actions(options.actions);
    result.filter.set_sessions(options.sessions);
    for (const std::string& chain : options.sequences) result.queries.emplace_back("--sequence", chain, false);
    for (const std::string& chain : options.streaks) result.queries.emplace_back("--streak", chain, true);
    if (!options.compare.empty()) result.comparison.emplace(options.compare);
    if (!options.since.empty()) result.filter.set_since(options.since);
    if (!options.until.empty()) result.filter.set_until(options.until);
    if (!options.timeframe.empty()) {
        const auto span = parse_span(options.timeframe);
        if (!span)
            throw UsageError("--timeframe: '" + options.timeframe + "' is no span of time", "for example 24h, 7d, 90m");
        const auto end = result.filter.until() ? result.filter.until() : end_of_log(options);
        if (!end)
            throw UsageError("--timeframe: the end of a log from a pipe is not known before it is read",
                             "give --until, or the log as a file");
        result.filter.set_last(*span, *end);
    }
    return result;
}

Inputs inputs_of(const ReportOptions& options) {
    Inputs inputs;
    inputs.paths = options.inputs;
    inputs.kind = options.from;
    inputs.options = {options.map, options.object_type, options.with_lifecycle};
    return inputs;
}

}  // namespace tk::report
