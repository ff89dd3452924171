#include "board/geometry.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "core/error.hpp"

namespace tk::board {
namespace {

constexpr int most_cells = 1'000'000;

using D = Direction;
constexpr std::array<D, 4> straight{D::east, D::south, D::west, D::north};
constexpr std::array<D, 4> slanted{D::south_east, D::south_west, D::north_west, D::north_east};
constexpr std::array<D, 6> around_pointy{D::east, D::south_east, D::south_west, D::west, D::north_west, D::north_east};
constexpr std::array<D, 6> around_flat{D::south_east, D::south, D::south_west, D::north_west, D::north, D::north_east};

/// Steps of each kind in the order of Direction.
using Steps = std::array<Coord, 8>;
constexpr Steps square_steps{{{1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}, {1, -1}}};
constexpr Steps iso_steps{{{1, 1}, {1, 0}, {1, -1}, {0, -1}, {-1, -1}, {-1, 0}, {-1, 1}, {0, 1}}};
constexpr Steps diamond_steps{{{1, -1}, {1, 0}, {1, 1}, {0, 1}, {-1, 1}, {-1, 0}, {-1, -1}, {0, -1}}};
constexpr Steps pointy_steps{{{1, 0}, {0, 1}, {0, 0}, {-1, 1}, {-1, 0}, {0, -1}, {0, 0}, {1, -1}}};
constexpr Steps flat_steps{{{0, 0}, {1, 0}, {0, 1}, {-1, 1}, {0, 0}, {-1, 0}, {0, -1}, {1, -1}}};

const Steps& steps_of(Kind kind) {
    switch (kind) {
        case Kind::square: return square_steps;
        case Kind::iso: return iso_steps;
        case Kind::diamond: return diamond_steps;
        case Kind::hex_pointy: return pointy_steps;
        case Kind::hex_flat: return flat_steps;
    }
    return square_steps;
}

/// By how many cells line number `line` of a hexagonal board lags behind the slanted axis. Rounding is towards minus
/// infinity (>>), so that it holds for coordinates outside the board too.
int lag(int line, Stagger stagger) {
    return stagger == Stagger::even ? (line + (line & 1)) >> 1 : line >> 1;
}

constexpr std::array<std::string_view, 5> names{"square", "iso", "diamond", "hex-pointy", "hex-flat"};

}  // namespace

Geometry::Geometry(Kind kind, int cols, int rows, Stagger stagger)
    : kind_(kind), stagger_(stagger), cols_(cols), rows_(rows) {
    const std::string described = std::to_string(cols) + " x " + std::to_string(rows);
    if (cols < 1 || rows < 1) throw Error("a board of " + described + " cells has no cells");
    if (cols > most_cells / rows) throw Error("a board of " + described + " cells is too large");
    if (stagger == Stagger::even && !is_hex()) throw Error("only hexagonal boards can have shifted even rows");
    if (stagger == Stagger::alternating && kind != Kind::iso)
        throw Error("only iso boards can have rows of alternating length");
    size_ = cols * rows - (stagger == Stagger::alternating ? rows / 2 : 0);
    if (size_ < 1) throw Error("a board of " + described + " cells has no cells");
}

Coord Geometry::offset(Cell cell) const {
    if (!contains(cell))
        throw Error("cell " + std::to_string(cell) + " is outside the board of " + std::to_string(size_) + " cells");
    if (stagger_ != Stagger::alternating) return {cell % cols_, cell / cols_};
    const int unit = 2 * cols_ - 1;
    const int in_unit = cell % unit;
    const bool odd = in_unit >= cols_;
    return {odd ? in_unit - cols_ : in_unit, 2 * (cell / unit) + (odd ? 1 : 0)};
}

std::optional<Cell> Geometry::cell_at_offset(Coord col_row) const {
    const auto [col, row] = col_row;
    if (row < 0 || row >= rows_ || col < 0 || col >= cols_) return std::nullopt;
    if (stagger_ != Stagger::alternating) return row * cols_ + col;
    if ((row & 1) != 0 && col == cols_ - 1) return std::nullopt;
    return (row >> 1) * (2 * cols_ - 1) + (row & 1) * cols_ + col;
}

Coord Geometry::coord(Cell cell) const {
    const auto [col, row] = offset(cell);
    switch (kind_) {
        case Kind::square:
        case Kind::diamond: break;
        case Kind::iso: return {(row + 1) / 2 + col, col - row / 2};
        case Kind::hex_pointy: return {col - lag(row, stagger_), row};
        case Kind::hex_flat: return {col, row - lag(col, stagger_)};
    }
    return {col, row};
}

std::optional<Cell> Geometry::cell(Coord coord) const {
    const auto [x, y] = coord;
    switch (kind_) {
        case Kind::square:
        case Kind::diamond: break;
        case Kind::iso: return cell_at_offset({(x + y) >> 1, x - y});
        case Kind::hex_pointy: return cell_at_offset({x + lag(y, stagger_), y});
        case Kind::hex_flat: return cell_at_offset({x, y + lag(x, stagger_)});
    }
    return cell_at_offset(coord);
}

Coord Geometry::step(Direction direction) const {
    return steps_of(kind_)[static_cast<std::size_t>(direction)];
}

std::span<const Direction> Geometry::side_directions() const {
    switch (kind_) {
        case Kind::square: break;
        case Kind::iso:
        case Kind::diamond: return slanted;
        case Kind::hex_pointy: return around_pointy;
        case Kind::hex_flat: return around_flat;
    }
    return straight;
}

std::span<const Direction> Geometry::corner_directions() const {
    if (is_hex()) return {};
    return kind_ == Kind::square ? slanted : straight;
}

std::optional<Direction> Geometry::direction(Coord from, Coord to) const {
    const Coord way = to - from;
    if (way == Coord{}) return std::nullopt;
    for (const Direction candidate : all_directions) {
        const Coord by = step(candidate);
        if (by == Coord{}) continue;
        const int count = by.x != 0 ? way.x / by.x : way.y / by.y;
        if (count > 0 && by * count == way) return candidate;
    }
    return std::nullopt;
}

std::optional<Cell> Geometry::neighbour(Cell cell, Direction direction) const {
    const Coord by = step(direction);
    if (by == Coord{}) return std::nullopt;
    return this->cell(coord(cell) + by);
}

Neighbours Geometry::neighbours(Cell cell, Adjacency adjacency) const {
    const Coord here = coord(cell);
    const Steps& steps = steps_of(kind_);
    Neighbours found;
    const auto all = adjacency == Adjacency::corners ? std::span<const Direction>(all_directions) : side_directions();
    for (const Direction direction : all) {
        const Coord by = steps[static_cast<std::size_t>(direction)];
        if (by == Coord{}) continue;
        if (const auto next = this->cell(here + by)) found.push(*next);
    }
    return found;
}

int Geometry::distance(Coord a, Coord b, Adjacency adjacency) const {
    const int dx = a.x - b.x;
    const int dy = a.y - b.y;
    if (is_hex()) return (std::abs(dx) + std::abs(dy) + std::abs(dx + dy)) / 2;
    return adjacency == Adjacency::sides ? std::abs(dx) + std::abs(dy) : std::max(std::abs(dx), std::abs(dy));
}

int Geometry::distance(Cell a, Cell b, Adjacency adjacency) const {
    return distance(coord(a), coord(b), adjacency);
}

std::string_view kind_name(Kind kind) {
    return names[static_cast<std::size_t>(kind)];
}

Kind parse_kind(std::string_view name) {
    const auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end())
        throw Error("unknown kind of board '" + std::string(name) + "'",
                    "the kinds are square, iso, diamond, hex-pointy and hex-flat");
    return static_cast<Kind>(found - names.begin());
}

Coord retro_coord(int width, Cell cell) {
    const int line = cell / (2 * width - 1);
    const int in_line = cell - line * (2 * width - 1);
    const int y = line - in_line % width;
    return {(cell - (width - 1) * y) / width, y};
}

}  // namespace tk::board
