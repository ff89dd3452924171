#include <chrono>
#include <thread>

#include "action-report/anomaly_lines.hpp"
#include "action-report/gather.hpp"
#include "action-report/json_members.hpp"
#include "action-report/judge.hpp"
#include "action-report/options_report.hpp"
#include "core/error.hpp"
#include "core/interrupt.hpp"
#include "core/rows.hpp"

namespace tk::report {

namespace {

constexpr auto follow_step = std::chrono::milliseconds(200);

void set_datum(Value& row, const char* key, const Datum& datum) {
    if (datum.kind != Datum::Kind::none) row[key] = Value::parse(datum.text);
}

Value row_of(const Event& event, const Oddity& odd, Language language) {
    Value row = {{"type", "row"}, {"record", event.record}};
    set(row, "actor", event.actor_name.empty() ? event.actor : event.actor_name);
    row["action"] = std::string(event.action);
    row["reason"] = odd.reason.in(language);
    set_datum(row, "value", odd.value);
    set_datum(row, "usual", odd.usual);
    set_datum(row, "chance", share_datum(odd.chance));
    row["when"] = moment_text(event.clock(), event.time.has_value(), event.record);
    set(row, "session", event.session);
    row["anomaly"] = odd.key;  // behind the reason, which says the same to people
    set(row, "id", event.id);
    return row;
}

}  // namespace

Status run_judge(Context& context, const ReportOptions& options) {
    if (options.look.any() || !options.look.trace.empty() || !options.alerts.empty() || !options.export_to.empty() ||
        !options.graph.empty() || !options.compare.empty())
        throw UsageError("--judge prints a row for each anomaly, and no report",
                         "leave the options of the report away");
    ReportOptions ordinary = options;
    ordinary.inputs = {options.judge};
    ordinary.timeline = 0;
    Collector baseline{collector_options(ordinary)};
    read_inputs(context, inputs_of(ordinary), baseline);
    Judge judge{baseline};
    if (judge.size() == 0)
        throw Error(options.judge + ": holds no action to compare with", "--judge needs a log of ordinary actions");
    CollectorOptions what = collector_options(options);
    what.timeline = 0;
    what.keep = {false, false, false, false};
    RowPrinter rows{context, RowPrinter::Nested::in_cells};
    std::uint64_t found = 0;
    what.on_event = [&](const Event& event) {
        for (const Oddity& odd : judge.judge(event)) {
            rows.row(row_of(event, odd, context.language()));
            ++found;
        }
    };
    Collector log{std::move(what)};
    Inputs inputs = inputs_of(options);
    inputs.follow = options.follow;
    inputs.at_end = [&] {
        context.out().flush();
        std::this_thread::sleep_for(follow_step);
        return !interrupted();
    };
    read_inputs(context, inputs, log);
    rows.finish();
    return found == 0 && context.status() == Status::done ? Status::nothing : context.status();
}

}  // namespace tk::report
