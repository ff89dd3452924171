#pragma once

#include <string>
#include <vector>

#include "core/reader.hpp"
#include "core/writer.hpp"
#include "grid-analyze/analysis.hpp"

namespace tk::grid {

/// The keys a frame gets: `grid`, `entities` and `state`; without a board `grid` is null, `reason` says why and
/// `grid_confidence` how sure that is.
std::vector<Field> frame_fields(const Findings& findings, const Roster& roster, const profile::Profile& profile);

/// An `action` record, as JSON text. `frame`: the record of the first picture that shows the outcome.
std::string action_record(const Action& action, const Roster& roster, const Record& frame, const std::string& session);

}  // namespace tk::grid
