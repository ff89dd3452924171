#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/json.hpp"
#include "core/program.hpp"
#include "grid-analyze/ask/board_file.hpp"

namespace tk::grid {

/// How a board is drawn as text.
struct Pen {
    bool color = false;
    std::optional<std::size_t> columns;  ///< of the terminal; nothing where lines may be of any length
};

/// For what `context` writes to.
Pen pen_of(const Context& context);

/// The board as text with everyone on it and, as far as `rows` are answers about it, the cells they tell: `+` within
/// reach, range, sight or area, `-` in range but out of sight, `!` threatened; on a board from a picture what its cells
/// are painted with. Below, what the signs of paint mean and who stands there.
std::string drawing(const BoardFile& file, const std::vector<Value>& rows, const Pen& pen);

}  // namespace tk::grid
