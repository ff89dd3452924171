#pragma once

#include <array>
#include <compare>

namespace tk::board {

/// Number of a cell: 0 .. size-1 in the order of the game (see Geometry for the order of each kind of board).
using Cell = int;

/// A cell by its coordinates on the board, in the frame of its Geometry.
struct Coord {
    int x = 0;
    int y = 0;

    friend constexpr auto operator<=>(const Coord&, const Coord&) = default;
    friend constexpr Coord operator+(Coord a, Coord b) { return {a.x + b.x, a.y + b.y}; }
    friend constexpr Coord operator-(Coord a, Coord b) { return {a.x - b.x, a.y - b.y}; }
    friend constexpr Coord operator*(Coord a, int times) { return {a.x * times, a.y * times}; }
};

/// A place in a picture: pixels, x to the right, y down.
struct Point {
    double x = 0;
    double y = 0;
};

/// Directions as seen on the screen, numbered as in DOFUS: 0 east, then clockwise.
enum class Direction { east, south_east, south, south_west, west, north_west, north, north_east };

inline constexpr std::array<Direction, 8> all_directions{
    Direction::east, Direction::south_east, Direction::south, Direction::south_west,
    Direction::west, Direction::north_west, Direction::north, Direction::north_east};

/// `direction` turned clockwise by `eighths` of a full turn (negative: the other way).
constexpr Direction turned(Direction direction, int eighths) {
    return static_cast<Direction>(((static_cast<int>(direction) + eighths) % 8 + 8) % 8);
}

}  // namespace tk::board
