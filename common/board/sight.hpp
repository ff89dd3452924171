#pragma once

#include "board/board.hpp"

namespace tk::board {

/// Which cells hide what is behind them.
enum class SightRule {
    /// DOFUS (MapTools.getCellsIdBetween, LosDetector): the straight line between the centres enters a cell when it
    /// crosses its inside; through an exact corner it slips between two obstacles. Hidden when it enters an obstacle
    /// after the start, the target itself included, or a cell before the target where somebody stands.
    /// Not symmetric where one end is an obstacle. Only on boards whose cells have four sides.
    dofus,
    /// For other games: A sees B exactly when B sees A. The two ends never hide themselves. On four-sided cells the
    /// line is that of `dofus`, open at exact corners. On hexagons a line that runs along edges is tried a hair to
    /// either side, and one free way is enough.
    symmetric,
    /// `symmetric`, but a line through an exact corner is shut when the cells on both sides of the corner hide.
    /// The same as `symmetric` on hexagons.
    symmetric_closed_corners,
};

/// The rule for a game that names none: `dofus` on iso boards, `symmetric` on others.
SightRule usual_sight(const Geometry& geometry);

/// Does `from` see `to`? `entities` are the cells of those who cannot be seen through (anyone but the invisible).
/// A cell sees itself. Throws Error for cells outside the board and for `dofus` on hexagons.
bool sees(const Board& board, const CellSet& entities, Cell from, Cell to, SightRule rule = SightRule::dofus);

/// All cells that `from` sees.
CellSet visible(const Board& board, const CellSet& entities, Cell from, SightRule rule = SightRule::dofus);

}  // namespace tk::board
