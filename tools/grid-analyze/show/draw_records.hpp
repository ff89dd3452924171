#pragma once

#include <string>
#include <vector>

#include "core/program.hpp"
#include "grid-analyze/analysis.hpp"

namespace tk::grid {

/// Draws the board of each record of `inputs` (stdin if empty) as text, under a line with the record's id, time and
/// turn: of its picture, or of the `state` of a record without one. Where no board is, the reason stands. Other records
/// are left out.
Status draw_records(Context& context, Stage& stage, const std::vector<std::string>& inputs);

}  // namespace tk::grid
