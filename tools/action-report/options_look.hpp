#pragma once

#include <string>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/report.hpp"
#include "action-report/section.hpp"
#include "core/command.hpp"
#include "core/program.hpp"

namespace tk::report {

/// Where the report goes besides stdout.
struct LookOptions {
    std::string html;  ///< "-": stdout
    std::string svg;
    std::string trace;  ///< name of a section
    bool any() const { return !html.empty() || !svg.empty(); }
};

/// Adds --html, --svg and --trace.
void add_look(Command& command, LookOptions& options);

/// Writes the page and the pictures that are asked for. `more`: the sections besides those that have structs of their
/// own in the report. `selection` chooses among all of them.
void write_look(Context& context, const LookOptions& options, const Report& report, const Collector& log,
                const std::vector<Section>& more, const Selection& selection);

/// Lists the records behind the section that --trace names (trace.hpp); false when it has none.
bool trace_section(Context& context, const LookOptions& options, const Collector& log, const Report& report,
                   const std::vector<Section>& more, const std::vector<std::string>& inputs);

}  // namespace tk::report
