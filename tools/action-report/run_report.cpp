#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>

#include "action-report/alert.hpp"
#include "action-report/export.hpp"
#include "action-report/gather.hpp"
#include "action-report/graph_export.hpp"
#include "action-report/print.hpp"
#include "action-report/report.hpp"
#include "action-report/sections.hpp"
#include "core/interrupt.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

constexpr auto follow_step = std::chrono::milliseconds(200);
constexpr int quiet_steps = 5;  // a growing log is reported after a second without news

/// The sections to build: those of --only and --skip, or the one of --trace.
Selection selection_of(const ReportOptions& options) {
    const std::string& trace = options.look.trace;
    if (trace.empty()) return Selection{options.only, options.skip};
    std::vector<std::string> names;
    for (const SectionName& section : section_names()) names.emplace_back(section.name);
    if (std::find(names.begin(), names.end(), trace) == names.end()) {
        const auto near = nearest(trace, names);
        throw UsageError("--trace: there is no section '" + trace + "'",
                         near ? "did you mean '" + *near + "'?" : "name one of those of --only");
    }
    return Selection{trace, ""};
}

Keep keep_for(const Selection& sections, const ReportOptions& options) {
    const auto any = [&](std::initializer_list<std::string_view> names) {
        return std::any_of(names.begin(), names.end(), [&](std::string_view name) { return sections.has(name); });
    };
    // A page and a traced section show the state of the data whatever was chosen.
    const bool all = options.look.any() || !options.look.trace.empty();
    return {all || any({"sequences", "patterns", "anomalies", "optimization", "quality"}),
            all || any({"anomalies", "quality"}), all || !options.graph.empty() || any({"collaboration"}),
            all || any({"quality"})};
}

class Printer {
public:
    Printer(Context& context, const ReportOptions& options)
        : context_(context), options_(options), selection_(selection_of(options)) {
        for (const std::string& alert : options.alerts) alerts_.push_back(parse_alert(alert));
    }

    /// Prints the report as it stands; returns whether it tells anything.
    bool print(const Collector& log) {
        const auto min_sample = static_cast<std::uint64_t>(options_.min_sample);
        const Report report = summarize(log, min_sample);
        const auto sections =
            build_sections(log, selection_, {min_sample, context_.language(), alerts_, options_.task});
        const bool empty = report.empty() && std::all_of(sections.begin(), sections.end(), [](const Section& section) {
                               return section.absent.has_value();
                           });
        if (!options_.look.trace.empty())
            return trace_section(context_, options_.look, log, report, sections, options_.inputs);
        if (options_.look.any()) {
            write_look(context_, options_.look, report, log, sections, selection_);
        } else if (context_.format() == Format::table) {
            Page page{context_.out(), terminal_width(STDOUT_FILENO), context_.out_has_color()};
            print_report(page, {context_.language()}, report, log, sections, selection_);
        } else {
            write_json(context_.out(), report, log, context_.format() == Format::json, sections, selection_,
                       context_.language());
            ++context_.counters().records_out;
        }
        return !empty;
    }

    /// Whether a threshold is crossed, told on stderr as well.
    bool alert(const Collector& log) const {
        bool any = false;
        for (const Alert& alert : alerts_) {
            const auto value = value_of(alert, log);
            if (!value || !crosses(alert, *value)) continue;
            any = true;
            context_.log().warning("alert: " + alert.text + " holds: " + number_datum(*value).text);
        }
        return any;
    }

private:
    Context& context_;
    const ReportOptions& options_;
    Selection selection_;
    std::vector<Alert> alerts_;
};

}  // namespace

Status run_report(Context& context, const ReportOptions& options) {
    if (!options.judge.empty()) return run_judge(context, options);
    if (context.format() == Format::csv && options.look.trace.empty()) {
        throw UsageError("a report has several tables and does not fit in one CSV",
                         "use --format json and pick with jq");
    }
    if (!options.graph.empty()) graph_kind(options.graph);  // a wrong name is told before the log is read
    CollectorOptions what = collector_options(options);
    Printer printer{context, options};
    what.keep = keep_for(selection_of(options), options);
    std::optional<Export> exported;
    if (!options.export_to.empty()) {
        exported.emplace(Export::kind_of(options.export_to));
        what.on_event = [&](const Event& event) { exported->add(event); };
    }
    Collector log{std::move(what)};
    Inputs inputs = inputs_of(options);
    inputs.follow = options.follow;
    std::uint64_t printed = 0;
    int quiet = 0;
    inputs.at_end = [&] {
        if (interrupted()) return false;
        std::this_thread::sleep_for(follow_step);
        quiet = log.records() == printed ? 0 : quiet + 1;
        if (quiet >= quiet_steps) {
            printer.print(log);
            context.out().flush();
            printed = log.records();
            quiet = 0;
        }
        return true;
    };
    read_inputs(context, inputs, log);
    const bool any = printer.print(log);
    if (exported) {
        Writer file{options.export_to};
        exported->write(file);
        file.close();
    }
    if (!options.graph.empty()) {
        Writer file{options.graph};
        write_graph(file, graph_kind(options.graph), log.ties());
        file.close();
    }
    if (printer.alert(log)) return Status::alert;
    if (!any && !log.quality().unused_keys.empty())
        context.log().warning(fmt::format(
            "no record tells an action; the first has {}: --map action=KEY,actor=KEY,time=KEY says which keys do",
            fmt::join(log.quality().unused_keys, ", ")));
    return !any && context.status() == Status::done ? Status::nothing : context.status();
}

}  // namespace tk::report
