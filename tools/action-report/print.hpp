#pragma once

#include "action-report/layout.hpp"
#include "action-report/report.hpp"
#include "action-report/section.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// The whole report for people: the turns, the advice, the last position, the statistics, the state of the data.
void print_report(Page& page, const Tongue& tongue, const Report& report, const Collector& collector,
                  const std::vector<Section>& sections = {}, const Selection& selection = Selection{"", ""});

/// Its parts.
void print_turns(Page& page, const Tongue& tongue, const Report& report, const Collector& collector);
void print_advice(Page& page, const Tongue& tongue, const Advice& advice);
void print_position(Page& page, const Tongue& tongue, const Position& position);
void print_statistics(Page& page, const Tongue& tongue, const Report& report, const Selection& selection);
void print_quality(Page& page, const Tongue& tongue, const Report& report, const Collector& log);

}  // namespace tk::report
