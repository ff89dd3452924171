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
    bool any() const { return !html.empty() || !svg.empty(); }
};

/// Adds --html and --svg.
void add_look(Command& command, LookOptions& options);

/// Writes the page and the pictures that are asked for. `more`: the sections besides those that have structs of their
/// own in the report. `selection` chooses among all of them.
void write_look(Context& context, const LookOptions& options, const Report& report, const Collector& log,
                const std::vector<Section>& more, const Selection& selection);

}  // namespace tk::report
