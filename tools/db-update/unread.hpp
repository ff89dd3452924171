#pragma once

#include <string_view>

#include "core/program.hpp"
#include "db-update/record_source.hpp"

namespace tk::update {

/// Whether a list of this name holds prices or records of what was done: no game data.
bool is_log_or_price_list(std::string_view name);

/// Says which lists of the file were left aside, and who reads them.
void tell_unread(Context& context, const RecordSource& source);

}  // namespace tk::update
