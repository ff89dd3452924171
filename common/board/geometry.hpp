#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string_view>

#include "board/coord.hpp"

namespace tk::board {

/// The kinds of board; `kind_name` gives their names in records.
enum class Kind {
    square,      ///< x to the right, y down, numbered row by row
    iso,         ///< "iso": staggered rows of diamonds as in DOFUS; `rows` counts half rows (14 x 40)
    diamond,     ///< plain isometric: x to the lower right, y to the lower left, numbered along x
    hex_pointy,  ///< hexagons with a corner on top, numbered row by row; coordinates are axial (q, r)
    hex_flat,    ///< hexagons with a side on top, numbered row by row; coordinates are axial (q, r)
};

/// How the rows of an iso board, or the rows (columns) of a hexagonal one, stand against each other.
enum class Stagger {
    odd,          ///< odd rows are half a cell to the right (flat hexagons: odd columns half a cell down)
    even,         ///< hexagons only: the even rows or columns are shifted instead
    alternating,  ///< iso only: even rows hold `cols` cells, odd rows `cols` - 1 (DOFUS Retro: row unit 2w-1)
};

/// Which cells touch: those that share a side (4; 6 on hexagons), or those that share a corner too (8; 6 on hexagons).
enum class Adjacency { sides, corners };

/// The cells next to one cell, held in place: no allocation.
class Neighbours {
public:
    void push(Cell cell) { cells_[size_++] = cell; }
    std::size_t size() const { return size_; }
    Cell operator[](std::size_t i) const { return cells_[i]; }
    const Cell* begin() const { return cells_.data(); }
    const Cell* end() const { return cells_.data() + size_; }

private:
    std::array<Cell, 8> cells_{};
    std::size_t size_ = 0;
};

/// The shape of a board: which cells there are, how they are numbered and which touch. A small value, cheap to copy.
///
/// Coordinates of iso boards are DOFUS's: row = id / cols, col = id % cols, x = (row+1)/2 + col, y = col - row/2, so
/// that x grows to the lower right and y to the upper right and a step over a side changes one of them by one.
class Geometry {
public:
    /// The fight map of DOFUS: iso, 14 x 40.
    Geometry() = default;
    /// Throws Error when a side is below 1, the board exceeds a million cells, or `stagger` does not fit `kind`.
    Geometry(Kind kind, int cols, int rows, Stagger stagger = Stagger::odd);

    Kind kind() const { return kind_; }
    int cols() const { return cols_; }
    int rows() const { return rows_; }
    Stagger stagger() const { return stagger_; }
    bool is_hex() const { return kind_ == Kind::hex_pointy || kind_ == Kind::hex_flat; }
    /// Number of cells.
    int size() const { return size_; }
    bool contains(Cell cell) const { return cell >= 0 && cell < size_; }

    /// Column and row (for iso the half row) of a cell. Throws Error when the board has no such cell.
    Coord offset(Cell cell) const;
    std::optional<Cell> cell_at_offset(Coord col_row) const;

    /// Coordinates of a cell. Throws Error when the board has no such cell.
    Coord coord(Cell cell) const;
    std::optional<Cell> cell(Coord coord) const;

    /// The change of coordinates of one step; {0, 0} where the kind has no such direction (pointy hexagons have no
    /// north and south, flat ones no east and west).
    Coord step(Direction direction) const;
    /// Directions that cross a side, clockwise from east.
    std::span<const Direction> side_directions() const;
    /// Directions that cross a corner, clockwise from east; none on hexagons.
    std::span<const Direction> corner_directions() const;

    /// The direction in which `to` lies exactly, over sides or corners; nothing when the two are the same or not in
    /// line.
    std::optional<Direction> direction(Coord from, Coord to) const;

    std::optional<Cell> neighbour(Cell cell, Direction direction) const;
    /// In the order of the directions, clockwise from east.
    Neighbours neighbours(Cell cell, Adjacency adjacency = Adjacency::sides) const;

    /// Least number of steps on an empty board: Manhattan over sides, Chebyshev with corners, hex distance.
    int distance(Coord a, Coord b, Adjacency adjacency = Adjacency::sides) const;
    int distance(Cell a, Cell b, Adjacency adjacency = Adjacency::sides) const;

    friend bool operator==(const Geometry&, const Geometry&) = default;

private:
    Kind kind_ = Kind::iso;
    Stagger stagger_ = Stagger::odd;
    int cols_ = 14;
    int rows_ = 40;
    int size_ = 560;
};

/// "square", "iso", "diamond", "hex-pointy", "hex-flat".
std::string_view kind_name(Kind kind);
/// Throws Error with the names that exist.
Kind parse_kind(std::string_view name);

/// Coordinates in the client of DOFUS Retro for a map `width` cells wide (same numbers as Stagger::alternating, but its
/// y grows to the lower left: the negative of ours).
Coord retro_coord(int width, Cell cell);

}  // namespace tk::board
