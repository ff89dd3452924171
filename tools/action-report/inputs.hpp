#pragma once

#include <string>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/readers.hpp"
#include "core/program.hpp"

namespace tk::report {

/// The inputs of a report.
struct Inputs {
    std::vector<std::string> paths;  ///< empty: stdin
    std::string kind = "auto";       ///< --from
    ReadOptions options;
    bool follow = false;
    std::function<bool()> at_end;  ///< --follow: called at the end of a growing input; false ends
};

/// Reads all inputs, each as what it is, into `log`.
void read_inputs(Context& context, const Inputs& inputs, Collector& log);

}  // namespace tk::report
