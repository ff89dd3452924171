#pragma once

#include <string_view>

#include "action-report/collector.hpp"
#include "action-report/inputs.hpp"
#include "action-report/options_report.hpp"

namespace tk::report {

/// What the command line asks to take and to keep; --timeframe counts back from --until, or from the end of the log,
/// which takes a pass of its own over the files. Throws UsageError.
CollectorOptions collector_options(const ReportOptions& options);

/// The inputs that it names.
Inputs inputs_of(const ReportOptions& options);

}  // namespace tk::report
