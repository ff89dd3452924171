#pragma once

#include <string>
#include <vector>

#include "core/json.hpp"
#include "grid-analyze/board_file.hpp"

namespace tk::grid {

/// The board as text for a terminal: everyone under the first two characters of their id, in the colour of their team,
/// and what `rows` (answers about this board) name: `+` for cells (reach, sight, path, zone, range), `-` for those that
/// only lack sight, `!` where damage threatens.
std::string drawing(const BoardFile& file, const std::vector<Value>& rows, bool color);

}  // namespace tk::grid
