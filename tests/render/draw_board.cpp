#include "render/draw_board.hpp"

#include <algorithm>

namespace tk::render {

void draw_floor(Canvas& canvas, const Geometry& board, const std::string& cells, const BoardLook& look,
                const std::vector<Highlight>& highlights) {
    const auto is_hole = [&](int cell) { return cells[static_cast<std::size_t>(cell)] == 'o'; };
    const auto paint = [&](int cell, const Colour& colour) { canvas.polygon(board.outline(cell), colour, false); };

    // Opaque tiles inside a group, so that one opacity holds for all and no seams show.
    cairo_push_group(canvas.cairo());
    for (int cell = 0; cell < board.cells(); ++cell) {
        if (!is_hole(cell)) paint(cell, look.floor[static_cast<std::size_t>(board.shade(cell))]);
    }
    for (const Highlight& highlight : highlights) {
        for (const int cell : highlight.cells) paint(cell, highlight_colour(highlight.kind));
    }
    cairo_pop_group_to_source(canvas.cairo());
    cairo_paint_with_alpha(canvas.cairo(), look.tile_opacity);

    if (look.line_opacity <= 0) return;
    Colour line = look.line;
    line.alpha = look.line_opacity;
    for (int cell = 0; cell < board.cells(); ++cell) {
        if (!is_hole(cell)) {
            canvas.outline(board.outline(cell), std::max(1.0, look.line_width * board.cell_width), line);
        }
    }
}

void draw_block(Canvas& canvas, const Geometry& board, int cell, const BoardLook& look) {
    const std::vector<Point> floor = board.outline(cell);
    const double middle = board.centre(cell).x;
    std::vector<Point> top = floor;
    for (Point& corner : top) corner.y -= look.block_height * board.cell_height;
    // The walls below the front edges: those that run right to left, as the corners go clockwise.
    for (std::size_t i = 0; i < floor.size(); ++i) {
        const std::size_t j = (i + 1) % floor.size();
        if (floor[j].x >= floor[i].x) continue;
        const std::vector<Point> wall{floor[i], floor[j], top[j], top[i]};
        const bool left = (floor[i].x + floor[j].x) / 2 < middle;
        canvas.polygon(wall, left ? look.block_left : look.block_right);
    }
    canvas.polygon(top, look.block_top);
    canvas.outline(top, std::max(1.0, 0.02 * board.cell_width), mixed(look.block_top, rgb(0xffffff), 0.2));
}

}  // namespace tk::render
