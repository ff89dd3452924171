#include "board/path.hpp"

#include <algorithm>
#include <queue>

#include "core/error.hpp"

namespace tk::board {
namespace {

std::size_t index(Cell cell) {
    return static_cast<std::size_t>(cell);
}

void require_cell(const Board& board, Cell cell) {
    if (!board.geometry().contains(cell))
        throw Error("cell " + std::to_string(cell) + " is outside the board of " + std::to_string(board.size()) +
                    " cells");
}

bool free_floor(const Board& board, const CellSet& occupied, Cell cell) {
    return board.walkable(cell) && !occupied.contains(cell);
}

std::vector<Cell> way_back(const std::vector<Cell>& previous, Cell from, Cell to) {
    std::vector<Cell> way;
    for (Cell cell = to; cell != from; cell = previous[index(cell)]) way.push_back(cell);
    std::reverse(way.begin(), way.end());
    return way;
}

/// A cell whose shortest way is not settled yet. The nearest to the goal goes first, of equals the one farther from
/// the start, then the lower cell: that makes the answer unique.
struct Open {
    int estimate;
    int steps;
    Cell cell;

    bool operator<(const Open& other) const {
        if (estimate != other.estimate) return estimate > other.estimate;
        if (steps != other.steps) return steps < other.steps;
        return cell > other.cell;
    }
};

Reach nothing_reached(const Board& board) {
    return {std::vector<int>(index(board.size()), -1), std::vector<Cell>(index(board.size()), -1)};
}

}  // namespace

std::optional<std::vector<Cell>> find_path(const Board& board, Cell from, Cell to, const CellSet& occupied,
                                           Adjacency adjacency) {
    require_cell(board, from);
    require_cell(board, to);
    if (from == to) return std::vector<Cell>{};
    if (!free_floor(board, occupied, to)) return std::nullopt;

    const Geometry& geometry = board.geometry();
    const Coord goal = geometry.coord(to);
    std::vector<int> steps(index(board.size()), -1);
    std::vector<Cell> previous(index(board.size()), -1);
    std::priority_queue<Open> open;
    steps[index(from)] = 0;
    open.push({geometry.distance(geometry.coord(from), goal, adjacency), 0, from});
    while (!open.empty()) {
        const Open here = open.top();
        open.pop();
        if (here.cell == to) return way_back(previous, from, to);
        if (here.steps > steps[index(here.cell)]) continue;
        for (const Cell next : geometry.neighbours(here.cell, adjacency)) {
            if (!free_floor(board, occupied, next)) continue;
            int& known = steps[index(next)];
            if (known >= 0 && known <= here.steps + 1) continue;
            known = here.steps + 1;
            previous[index(next)] = here.cell;
            open.push({known + geometry.distance(geometry.coord(next), goal, adjacency), known, next});
        }
    }
    return std::nullopt;
}

std::vector<Cell> Reach::cells() const {
    std::vector<Cell> found;
    for (std::size_t i = 0; i < left.size(); ++i)
        if (left[i] >= 0) found.push_back(static_cast<Cell>(i));
    return found;
}

std::optional<std::vector<Cell>> Reach::path_to(Cell cell) const {
    if (!contains(cell)) return std::nullopt;
    std::vector<Cell> way;
    for (; previous[index(cell)] >= 0; cell = previous[index(cell)]) way.push_back(cell);
    std::reverse(way.begin(), way.end());
    return way;
}

Reach reach(const Board& board, Cell from, int mp, const CellSet& occupied, Adjacency adjacency) {
    require_cell(board, from);
    Reach result = nothing_reached(board);
    std::vector<Cell> waiting{from};
    result.left[index(from)] = std::max(mp, 0);
    for (std::size_t i = 0; i < waiting.size(); ++i) {
        const Cell here = waiting[i];
        const int left = result.left[index(here)];
        if (left == 0) break;
        for (const Cell next : board.geometry().neighbours(here, adjacency)) {
            if (result.left[index(next)] >= 0 || !free_floor(board, occupied, next)) continue;
            result.left[index(next)] = left - 1;
            result.previous[index(next)] = here;
            waiting.push_back(next);
        }
    }
    return result;
}

Reach reach_tackled(const Board& board, Cell from, int mp, const CellSet& occupied, std::span<const Tackler> tacklers) {
    require_cell(board, from);
    std::vector<double> evade(index(board.size()), 1.0);
    for (const Tackler& tackler : tacklers) {
        require_cell(board, tackler.cell);
        for (const Cell beside : board.geometry().neighbours(tackler.cell))
            evade[index(beside)] *= std::clamp(tackler.evade, 0.0, 1.0);
    }

    // More MP before a step never means less after it, so the cell with the most MP left is settled first. Cells with
    // equal MP are settled in the order they were found.
    Reach result = nothing_reached(board);
    const int start = std::max(mp, 0);
    std::vector<std::vector<Cell>> by_mp(index(start) + 1);
    by_mp[index(start)].push_back(from);
    result.left[index(from)] = start;
    for (int left = start; left > 0; --left) {
        for (std::size_t i = 0; i < by_mp[index(left)].size(); ++i) {
            const Cell here = by_mp[index(left)][i];
            if (result.left[index(here)] > left) continue;
            const int after = static_cast<int>(left * evade[index(here)] + 0.49) - 1;
            if (after < 0) continue;
            for (const Cell next : board.geometry().neighbours(here)) {
                if (result.left[index(next)] >= after || !free_floor(board, occupied, next)) continue;
                result.left[index(next)] = after;
                result.previous[index(next)] = here;
                by_mp[index(after)].push_back(next);
            }
        }
    }
    return result;
}

}  // namespace tk::board
