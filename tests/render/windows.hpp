#pragma once

#include <vector>

#include "render/canvas.hpp"
#include "render/random.hpp"

namespace tk::render {

/// Draws a window of a game: title bar, and lines of text, buttons or a list inside. `unit` is 1 at 1280x720.
void draw_window(Canvas& canvas, const Box& box, SplitMix64& random, double unit);

/// A window full of equal square slots, as an inventory: a regular grid that is no board.
void draw_inventory(Canvas& canvas, const Box& box, SplitMix64& random, double unit);

/// Boxes of windows that together hide at least `share` (0..1) of the board's cells: as few as do it, at random places.
std::vector<Box> windows_over(const Geometry& board, double share, SplitMix64& random, int width, int height);

/// Cells whose centre lies in one of the boxes, ascending.
std::vector<int> cells_under(const Geometry& board, const std::vector<Box>& boxes);

}  // namespace tk::render
