#pragma once

#include <optional>
#include <vector>

#include "board/geometry.hpp"

namespace tk::board {

/// How a board lies in a picture, in pixels. Iso boards: neighbours in a row are `width` apart, half rows `height`/2.
/// Hexagons: `width` and `height` are those of one hexagon's bounding box.
struct Placement {
    Point origin;       ///< centre of cell 0
    double width = 0;   ///< of one cell
    double height = 0;  ///< of one cell
};

/// Centre of the cell at `coord` (which may lie outside the board).
Point centre(const Geometry& geometry, const Placement& placement, Coord coord);
/// Centre of a cell. Throws Error when the board has no such cell.
Point centre(const Geometry& geometry, const Placement& placement, Cell cell);

/// Coordinates of the cell whose diamond, rectangle or hexagon holds `point`, inside the board or not. A point on an
/// edge belongs to one of the two cells. Throws Error when the width or height of a cell is not positive.
Coord coord_at(const Geometry& geometry, const Placement& placement, Point point);
/// The cell that holds `point`; nothing outside the board.
std::optional<Cell> cell_at(const Geometry& geometry, const Placement& placement, Point point);

/// Corners of a cell, clockwise from the topmost (of two, the left one).
std::vector<Point> outline(const Geometry& geometry, const Placement& placement, Cell cell);

}  // namespace tk::board
