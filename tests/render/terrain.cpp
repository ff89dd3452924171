#include "render/terrain.hpp"

#include <array>
#include <cmath>
#include <vector>

namespace tk::render {
namespace {

bool touches_side(const Geometry& board, int cell, int side) {
    const int row = cell / board.cols;
    const int col = cell % board.cols;
    const std::array<bool, 4> touches{row == 0, row == board.rows - 1, col == 0, col == board.cols - 1};
    return touches[static_cast<std::size_t>(side)];
}

}  // namespace

std::string random_cells(const Geometry& board, SplitMix64& random) {
    std::string cells(static_cast<std::size_t>(board.cells()), '.');
    const bool is_whole = board.kind == Kind::square ? random.chance(0.8) : random.chance(0.35);
    const double power = random.between(2, 5);
    const double obstacles = random.between(0, 0.1);
    const double holes = board.kind == Kind::square ? 0 : random.between(0, 0.05);
    const Box extent = board.extent();
    for (int cell = 0; cell < board.cells(); ++cell) {
        char& is = cells[static_cast<std::size_t>(cell)];
        const Point centre = board.centre(cell);
        const double x = std::abs((centre.x - extent.x) / extent.width - 0.5) * 2;
        const double y = std::abs((centre.y - extent.y) / extent.height - 0.5) * 2;
        const double edge = std::pow(x, power) + std::pow(y, power) + random.between(-0.08, 0.08);
        if (random.chance(obstacles)) is = '#';
        if (random.chance(holes) || (!is_whole && board.kind != Kind::diamond && edge > 1.05)) is = 'o';
    }
    for (int side = 0; side < 4; ++side) {
        std::vector<int> border;
        for (int cell = 0; cell < board.cells(); ++cell) {
            if (touches_side(board, cell, side)) border.push_back(cell);
        }
        // Two cells in the middle of each side are floor.
        cells[static_cast<std::size_t>(border[border.size() / 2])] = '.';
        cells[static_cast<std::size_t>(border[border.size() / 2 - 1])] = '.';
    }
    return cells;
}

}  // namespace tk::render
