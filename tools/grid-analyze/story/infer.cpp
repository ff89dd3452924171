#include "grid-analyze/story/infer.hpp"

#include <algorithm>
#include <limits>

namespace tk::grid {

std::optional<board::Cell> middle_of(const board::Geometry& geometry, std::span<const board::Cell> cells) {
    if (cells.empty()) return std::nullopt;
    int least = std::numeric_limits<int>::max();
    std::optional<board::Cell> middle;
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        int farthest = 0;
        for (const board::Cell other : cells) farthest = std::max(farthest, geometry.distance(cell, other));
        if (farthest > least) continue;
        if (farthest == least) {
            middle.reset();
        } else {
            middle = cell;
            least = farthest;
        }
    }
    return middle;
}

std::optional<std::vector<board::Cell>> way_between(const board::Board& board, board::Cell from, board::Cell to,
                                                    std::span<const board::Cell> others) {
    board::Board open = board;
    for (board::Cell cell = 0; cell < board.size(); ++cell) {
        if (board.terrain(cell) == board::Terrain::unknown) open.set(cell, board::Terrain::floor);
    }
    open.set(to, board::Terrain::floor);
    board::CellSet occupied(board.size(), others);
    occupied.remove(from);
    occupied.remove(to);
    return board::find_path(open, from, to, occupied);
}

}  // namespace tk::grid
