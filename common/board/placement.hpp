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
    /// Hexagons only: from row to row, share of the height (flat ones: from column to column, share of the width). The
    /// larger, the longer are the upright sides; games that draw by hand have others than the regular one.
    double pitch = regular_pitch;

    /// Of hexagons, sides of which are all alike or were before the picture was stretched.
    static constexpr double regular_pitch = 0.75;
    /// Beyond these, hexagons are next to diamonds or bricks.
    static constexpr double least_pitch = 0.55, most_pitch = 0.95;
};

/// From column to column and from row to row of a board of this kind, pixels; iso boards: of whole cells.
Point spacing(Kind kind, const Placement& placement);

/// Centre of the cell at `coord` (which may lie outside the board).
Point centre(const Geometry& geometry, const Placement& placement, Coord coord);
/// Centre of a cell. Throws Error when the board has no such cell.
Point centre(const Geometry& geometry, const Placement& placement, Cell cell);

/// Coordinates of the cell whose diamond, rectangle or hexagon holds `point`, inside the board or not. A point on an
/// edge belongs to one of the two cells. Throws Error when the width or height of a cell is not positive, or the pitch
/// of hexagons not between 0.5 and 1.
Coord coord_at(const Geometry& geometry, const Placement& placement, Point point);
/// The cell that holds `point`; nothing outside the board.
std::optional<Cell> cell_at(const Geometry& geometry, const Placement& placement, Point point);

/// Corners of a cell, clockwise from the topmost (of two, the left one).
std::vector<Point> outline(const Geometry& geometry, const Placement& placement, Cell cell);

}  // namespace tk::board
