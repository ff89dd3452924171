#pragma once

#include <string>
#include <vector>

#include "action-report/section.hpp"
#include "core/program.hpp"

namespace tk::report {

/// Lists the records behind the facts and rows of a section, one row each: {"type":"row", "section", "table", "of" (the
/// fact, or the first cells of the row), "behind" (how many records there are), "record" (number of one, counted from 1
/// over all inputs)} and, where the inputs are files of JSON Lines, "source", "line" and "text" (the record as it
/// stands). Of each number the first few records are kept (Places::most_kept). False when the section has none.
bool write_trace(Context& context, const Section& section, const std::vector<std::string>& inputs);

}  // namespace tk::report
