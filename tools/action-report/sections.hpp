#pragma once

#include <vector>

#include "action-report/alert.hpp"
#include "action-report/collector.hpp"
#include "action-report/section.hpp"

namespace tk::report {

/// What the sections need besides the log.
struct SectionOptions {
    std::uint64_t min_sample = 5;
    Language language = Language::english;  ///< of words inside of tables
    std::vector<Alert> alerts{};            ///< without any there is no section of them
    std::string task{};                     ///< an action, for which partners are suggested
};

/// The chosen sections beyond the old parts of the report, in their order; those without anything to tell say why.
std::vector<Section> build_sections(const Collector& log, const Selection& selection, const SectionOptions& options);

/// Pairs, handovers, the graph of actors, and pairs that could work together.
Section collaboration_section(const Ties& ties, const Tally& tally, std::uint64_t min_sample,
                              const std::string& task = {});

/// Circumstances in which actions succeed more or less often than otherwise.
Section patterns_section(const Collector& log, std::uint64_t min_sample, Language language);

/// Values, counts, silences and newcomers out of the ordinary, under one budget of false alarms.
Section anomalies_section(const Collector& log, Language language);

/// Slow cases and vain repeats, with the time they cost.
Section optimization_section(const Collector& log, std::uint64_t min_sample, Language language);

/// What was measured, its trends, and points to draw.
Section performance_section(const Measures& measures, Language language);

/// What is odd about clocks, order and repetition, for the state of the data.
std::vector<Fact> clock_facts(const Collector& log);

}  // namespace tk::report
