#pragma once

#include <optional>
#include <span>
#include <vector>

#include "board/path.hpp"

namespace tk::grid {

/// The middle of a zone: the one cell whose greatest distance to `cells` is least. Nothing when there are several.
std::optional<board::Cell> middle_of(const board::Geometry& geometry, std::span<const board::Cell> cells);

/// The shortest way of somebody who walked, past all others. Cells whose kind was not seen may be walked on.
std::optional<std::vector<board::Cell>> way_between(const board::Board& board, board::Cell from, board::Cell to,
                                                    std::span<const board::Cell> others);

}  // namespace tk::grid
