#include "render/draw_board.hpp"

#include <algorithm>
#include <cmath>

#include "render/random.hpp"

namespace tk::render {

namespace {

bool is_hole(const std::string& cells, int cell) {
    return cells[static_cast<std::size_t>(cell)] == 'o';
}

// Calls `draw(wall, is_left)` for each side of the prism between two copies of the cell that faces the viewer: the
// edges that run right to left, as the corners go clockwise.
template <typename Draw>
void front_walls(const Geometry& board, int cell, double shift_low, double shift_high, Draw draw) {
    const std::vector<Point> corners = board.outline(cell);
    const double middle = board.centre(cell).x;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point& a = corners[i];
        const Point& b = corners[(i + 1) % corners.size()];
        if (b.x >= a.x) continue;
        const std::vector<Point> wall{
            {a.x, a.y + shift_low}, {b.x, b.y + shift_low}, {b.x, b.y + shift_high}, {a.x, a.y + shift_high}};
        draw(wall, (a.x + b.x) / 2 < middle);
    }
}

/// The walls below the tiles, as far as no tile nearer to the viewer hides them: translucent ones hide them too.
void draw_cliffs(Canvas& canvas, const Geometry& board, const std::string& cells, const BoardLook& look) {
    cairo_push_group(canvas.cairo());
    for (int cell = 0; cell < board.cells(); ++cell) {
        if (is_hole(cells, cell)) continue;
        front_walls(board, cell, 0, look.cliff * board.cell_height, [&](const std::vector<Point>& wall, bool left) {
            canvas.fading(wall, left ? look.block_left : look.block_right, look.background);
        });
    }
    cairo_set_operator(canvas.cairo(), CAIRO_OPERATOR_DEST_OUT);
    for (int cell = 0; cell < board.cells(); ++cell) {
        if (!is_hole(cells, cell)) canvas.polygon(board.outline(cell), rgb(0), false);
    }
    cairo_pop_group_to_source(canvas.cairo());
    cairo_paint(canvas.cairo());
}

void draw_tiles(Canvas& canvas, const Geometry& board, const std::string& cells, const BoardLook& look,
                const std::vector<Highlight>& highlights) {
    if (look.smooth) {
        // Below smooth edges lies their mean colour, or the background would shine through as dark seams.
        const Colour mean = mixed(look.floor[0], look.floor[1], 0.5);
        for (int cell = 0; cell < board.cells(); ++cell) {
            if (!is_hole(cells, cell)) canvas.polygon(board.outline(cell), mean, false);
        }
    }
    for (int cell = 0; cell < board.cells(); ++cell) {
        if (is_hole(cells, cell)) continue;
        canvas.polygon(board.outline(cell), look.floor[static_cast<std::size_t>(board.shade(cell))], look.smooth);
    }
    for (const Highlight& highlight : highlights) {
        for (const int cell : highlight.cells) {
            canvas.polygon(board.outline(cell), highlight_colour(highlight.kind), look.smooth);
        }
    }
}

// The edge between two cells is missing for both: the choice depends on its middle alone.
bool is_missing(const BoardLook& look, Point a, Point b) {
    const auto key = [](double value) { return static_cast<std::uint64_t>(std::llround(value * 2)); };
    return SplitMix64(look.missing_seed, key(a.x + b.x) << 32 ^ key(a.y + b.y)).chance(look.missing_lines);
}

void draw_lines(Canvas& canvas, const Geometry& board, const std::string& cells, const BoardLook& look) {
    Colour colour = look.line;
    colour.alpha = look.line_opacity;
    const double width = std::max(1.0, look.line_width * board.cell_width);
    for (int cell = 0; cell < board.cells(); ++cell) {
        if (is_hole(cells, cell)) continue;
        const std::vector<Point> corners = board.outline(cell);
        if (look.missing_lines <= 0) {
            canvas.outline(corners, width, colour);
            continue;
        }
        for (std::size_t i = 0; i < corners.size(); ++i) {
            const Point& next = corners[(i + 1) % corners.size()];
            if (!is_missing(look, corners[i], next)) canvas.line(corners[i], next, width, colour);
        }
    }
}

}  // namespace

void draw_floor(Canvas& canvas, const Geometry& board, const std::string& cells, const BoardLook& look,
                const std::vector<Highlight>& highlights) {
    if (look.cliff > 0) draw_cliffs(canvas, board, cells, look);
    // Opaque tiles inside a group, so that one opacity holds for all.
    cairo_push_group(canvas.cairo());
    draw_tiles(canvas, board, cells, look, highlights);
    cairo_pop_group_to_source(canvas.cairo());
    cairo_paint_with_alpha(canvas.cairo(), look.tile_opacity);
    if (look.line_opacity > 0) draw_lines(canvas, board, cells, look);
}

void draw_block(Canvas& canvas, const Geometry& board, int cell, const BoardLook& look) {
    const double height = look.block_height * board.cell_height;
    front_walls(board, cell, 0, -height, [&](const std::vector<Point>& wall, bool left) {
        canvas.polygon(wall, left ? look.block_left : look.block_right);
    });
    std::vector<Point> top = board.outline(cell);
    for (Point& corner : top) corner.y -= height;
    canvas.polygon(top, look.block_top);
    canvas.outline(top, std::max(1.0, 0.02 * board.cell_width), mixed(look.block_top, rgb(0xffffff), 0.2));
}

}  // namespace tk::render
