#pragma once

#include <string>

#include "core/filter.hpp"
#include "core/json.hpp"
#include "grid-analyze/ask/fight_rows.hpp"
#include "grid-analyze/ask/known.hpp"

namespace tk::grid {

/// Who threatens whom and who can reach whom, as one `summary` record: for each of those on the board the enemies that
/// it can hurt in its next turn (`threatens`: mean and greatest damage, and whether that may kill), and those beside
/// whom it can walk (`reaches`: with how many MP left). What is not known of somebody is told.
Value situation(const Position& position);

/// Lets the summary follow a record that got a `state`, with the record's id and time. `game`: for states without.
void add_situation(Enrichment& enrichment, const Record& record, const std::string& game, Known& known);

}  // namespace tk::grid
