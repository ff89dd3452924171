#pragma once

#include <vector>

#include "action-report/report.hpp"
#include "action-report/section.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// The parts of the report that have structs of their own (timeline, advice, position, summary, frequencies, durations)
/// as sections, for outputs that print everything alike. Numbers are spelt as in the table of print.hpp. Tables are
/// whole up to `most_listed` rows.
std::vector<Section> basic_sections(const Report& report, const Collector& log, const Tongue& tongue);

inline constexpr std::size_t most_listed = 500;

}  // namespace tk::report
