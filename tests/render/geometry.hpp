#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace tk::render {

/// A point of the picture in pixels: x to the right, y down.
struct Point {
    double x = 0, y = 0;
};

/// A rectangle of the picture in pixels.
struct Box {
    double x = 0, y = 0, width = 0, height = 0;
    double right() const { return x + width; }
    double bottom() const { return y + height; }
    bool overlaps(const Box& other) const;
    bool contains(const Box& other) const;
};

/// The smallest box around both.
Box united(const Box& a, const Box& b);

/// How a board is laid out: `iso` staggered rows as in DOFUS, `diamond` a plain isometric square board, `square`,
/// `hex_pointy` with odd rows pushed right, `hex_flat` with odd columns pushed down.
enum class Kind { iso, diamond, square, hex_pointy, hex_flat };

/// "iso", "diamond", "square", "hex-pointy", "hex-flat"; throws std::invalid_argument for another name.
Kind kind_of(std::string_view name);
std::string name_of(Kind kind);
/// Width of a cell over its height as it is usually drawn: 2 for isometric boards, regular hexagons, squares.
double ratio(Kind kind);

/// A board in the picture. Cell ids count row by row: id = row * cols + column.
struct Geometry {
    Kind kind = Kind::iso;
    int cols = 0, rows = 0;
    double cell_width = 0, cell_height = 0;  ///< of one cell's bounding box, pixels
    Point origin;                            ///< centre of cell 0
    double pitch = 0.75;                     ///< hexagons: from row (flat: column) to row, share of the height (width)

    int cells() const { return cols * rows; }
    Point centre(int cell) const;
    /// Corners of the cell, clockwise from the top (or the top left).
    std::vector<Point> outline(int cell) const;
    /// The 4 (hexagons: 6) cells that share an edge, in a fixed order.
    std::vector<int> neighbours(int cell) const;
    /// Steps between two cells over edges, on an empty board.
    int distance(int from, int to) const;
    /// Which of the alternating shades the cell has: 0 or 1, on hexagons 0 to 2.
    int shade(int cell) const;
    /// Box around all cells.
    Box extent() const;
};

}  // namespace tk::render
