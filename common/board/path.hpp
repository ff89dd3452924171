#pragma once

#include <optional>
#include <span>
#include <vector>

#include "board/board.hpp"

namespace tk::board {

/// A shortest way from `from` to `to` by A*: the cells after `from`, `to` last; empty when they are the same. Nothing
/// when there is none. Only floor that nobody stands on is walked on; the start may be anything. Of several shortest
/// ways always the same one. Throws Error when the board has no such cells.
std::optional<std::vector<Cell>> find_path(const Board& board, Cell from, Cell to, const CellSet& occupied = {},
                                           Adjacency adjacency = Adjacency::sides);

/// What can be walked to with some movement points (MP).
struct Reach {
    std::vector<int> left;       ///< by cell: the MP left on arrival (the most there can be); -1: out of reach
    std::vector<Cell> previous;  ///< by cell: where the way there comes from; -1 at the start and out of reach

    bool contains(Cell cell) const { return left.at(static_cast<std::size_t>(cell)) >= 0; }
    /// The cells within reach in id order, the start included.
    std::vector<Cell> cells() const;
    /// The way to `cell` as find_path gives it; nothing when it is out of reach.
    std::optional<std::vector<Cell>> path_to(Cell cell) const;
};

/// Breadth-first search with `mp` steps, over the same cells as find_path. Negative `mp` counts as 0.
Reach reach(const Board& board, Cell from, int mp, const CellSet& occupied = {},
            Adjacency adjacency = Adjacency::sides);

/// An enemy that holds back those who leave a cell beside it.
struct Tackler {
    Cell cell = 0;
    double evade = 1;  ///< share of the MP that the mover keeps, 0..1
};

/// `reach` with DOFUS's tackle: a step from a cell beside tacklers leaves int(mp * evade + 0.49) - 1 MP, where evade is
/// the product of theirs (FightReachableCellsMaker). Steps are over sides.
Reach reach_tackled(const Board& board, Cell from, int mp, const CellSet& occupied, std::span<const Tackler> tacklers);

}  // namespace tk::board
