#pragma once

#include <optional>
#include <span>
#include <vector>

#include "board/board.hpp"
#include "board/path.hpp"
#include "grid-analyze/ask/combatant.hpp"

namespace tk::grid {

/// What one of them can do in the next turn to somebody on one cell.
struct Strike {
    double damage = 0;  ///< mean, of the casts whose mean is greatest
    int most = 0;       ///< of the casts whose best rolls are greatest
};

/// Where `mover` can walk with its MP (unknown: nowhere), around everybody else of `others`, held back by its enemies
/// among them unless `tackled` is false. Itself may be one of `others`.
board::Reach reach_of(const board::Board& board, const Combatant& mover, std::span<const Combatant> others,
                      bool tackled = true);

/// By cell: what `attacker` can do to `defender` if the latter stood there, resistances counted: it walks first, around
/// the defender on that cell, to the cell that serves it best, and casts all it can there, within AP (unknown: one
/// cast), casts a turn and on one target, range, line, sight and area. Cells that cannot be stood on have none. With
/// `only` just that cell is looked at.
std::vector<Strike> strikes(const board::Board& board, std::span<const Combatant> all, std::size_t attacker,
                            std::size_t defender, std::optional<board::Cell> only = {});

}  // namespace tk::grid
