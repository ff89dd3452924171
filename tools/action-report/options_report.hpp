#pragma once

#include <optional>
#include <string>
#include <vector>

#include "action-report/options_look.hpp"
#include "core/command.hpp"

namespace tk::report {

/// What the command line asks of the report.
struct ReportOptions {
    std::vector<std::string> inputs;
    std::string from = "auto";
    std::string map;
    std::string object_type;
    bool with_lifecycle = false;
    bool follow = false;
    std::int64_t min_sample = 5;
    std::int64_t timeline = 200;
    std::string only, skip;
    std::string actors, actions, sessions;
    std::vector<std::string> sequences, streaks, alerts;
    std::string export_to;
    std::string graph;
    std::string compare;
    std::string judge;  ///< the log of ordinary actions
    std::string task;
    std::string timeframe, since, until;
    std::string zone = "written";
    LookOptions look{};
};

/// Declares the options of the report on the tool itself.
void add_report(Command& command, ReportOptions& options);

/// Reads the inputs, and prints the report.
Status run_report(Context& context, const ReportOptions& options);

/// Judges the actions of the inputs one by one against the log of --judge, and prints a row for each anomaly.
Status run_judge(Context& context, const ReportOptions& options);

}  // namespace tk::report
