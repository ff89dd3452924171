#pragma once

#include <vector>

#include "action-report/collector.hpp"
#include "action-report/section.hpp"

namespace tk::report {

/// What the sections need besides the log.
struct SectionOptions {
    std::uint64_t min_sample = 5;
    Language language = Language::english;  ///< of words inside of tables
};

/// The chosen sections beyond the old parts of the report, in their order; those without anything to tell say why.
std::vector<Section> build_sections(const Collector& log, const Selection& selection, const SectionOptions& options);

/// Pairs, handovers, the graph of actors, and pairs that could work together.
Section collaboration_section(const Ties& ties, std::uint64_t min_sample);

/// What was measured, its trends, and points to draw.
Section performance_section(const Measures& measures, Language language);

/// What is odd about clocks, order and repetition, for the state of the data.
std::vector<Fact> clock_facts(const Collector& log);

}  // namespace tk::report
