#pragma once

#include "action-report/report.hpp"
#include "action-report/section.hpp"
#include "action-report/words.hpp"

namespace tk::report {

/// The tables of the statistics, as terminal and page show them, of at most `most` rows. A new column goes here, and
/// into report_json.cpp, where programs read the numbers behind it.
Table actors_table(const Report& report, const Tongue& tongue, std::size_t most);
/// What a fight did to those who fought.
Table fight_table(const Report& report, const Tongue& tongue, std::size_t most);
Table sessions_table(const Report& report, std::size_t most);
Table actions_table(const Report& report, const Tongue& tongue, std::size_t most);
Table spells_table(const Report& report, const Tongue& tongue, std::size_t most);
Table errors_table(const Report& report, const Tongue& tongue, std::size_t most);
/// Its last row is of all actions; no rows where no action tells how long it took.
Table durations_table(const Report& report, const Tongue& tongue, std::size_t most);

/// How the numbers were made: rates, what spells did, and the percentiles of `duration`.
Phrase rates_note(const Report& report);
Phrase spells_note();
Phrase percentiles_note(const Spread& duration);

}  // namespace tk::report
