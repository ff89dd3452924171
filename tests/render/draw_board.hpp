#pragma once

#include <string>
#include <vector>

#include "render/board_look.hpp"
#include "render/geometry.hpp"

namespace tk::render {

/// Cells of one kind that are painted over.
struct Highlight {
    std::string kind;
    std::vector<int> cells;
};

/// Draws floors, lines and highlights. `cells`: `.` floor, `#` obstacle, `o` hole (nothing is drawn).
void draw_floor(Canvas& canvas, const Geometry& board, const std::string& cells, const BoardLook& look,
                const std::vector<Highlight>& highlights);

/// Draws one obstacle: a raised block whose top is `look.block_height` cell heights above the floor.
void draw_block(Canvas& canvas, const Geometry& board, int cell, const BoardLook& look);

}  // namespace tk::render
