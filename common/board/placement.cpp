#include "board/placement.hpp"

#include <array>
#include <cmath>
#include <limits>
#include <span>
#include <utility>

#include "core/error.hpp"

namespace tk::board {
namespace {

/// Halves go up everywhere, so that cells meet without gaps on both sides of zero.
double nearest_whole(double value) {
    return std::floor(value + 0.5);
}

/// Far outside every board, but safe to calculate with as an integer.
int to_int(double whole) {
    constexpr double limit = 1e8;
    return static_cast<int>(std::fmin(std::fmax(whole, -limit), limit));
}

Coord rounded(double x, double y) {
    return {to_int(nearest_whole(x)), to_int(nearest_whole(y))};
}

/// Column and row, in axial coordinates, of the pointy hexagon that holds a place (across in widths, down in row
/// pitches from the middle of cell 0). Of the two rows that it may be in, that of the hexagon whose nearest side it
/// lies farther inside of; the slanted sides rise over `rise` row pitches.
std::pair<double, double> pointy_hexagon(double across, double down, double rise) {
    const double upper = std::floor(down);
    std::pair<double, double> best;
    double least = std::numeric_limits<double>::infinity();
    for (const double row : {upper, upper + 1}) {
        const double column = nearest_whole(across - row / 2);
        const double off = std::abs(across - row / 2 - column);  // at most half a width
        const double beyond = std::abs(down - row) + 2 * off * rise;
        if (beyond >= least) continue;
        least = beyond;
        best = {column, row};
    }
    return best;
}

}  // namespace

Point spacing(Kind kind, const Placement& placement) {
    return {placement.width * (kind == Kind::hex_flat ? placement.pitch : 1),
            placement.height * (kind == Kind::hex_pointy ? placement.pitch : 1)};
}

Point centre(const Geometry& geometry, const Placement& placement, Coord coord) {
    const auto& [origin, width, height, pitch] = placement;
    const double x = coord.x;
    const double y = coord.y;
    switch (geometry.kind()) {
        case Kind::square: break;
        case Kind::iso: return {origin.x + (x + y) * width / 2, origin.y + (x - y) * height / 2};
        case Kind::diamond: return {origin.x + (x - y) * width / 2, origin.y + (x + y) * height / 2};
        case Kind::hex_pointy: return {origin.x + (x + y / 2) * width, origin.y + y * height * pitch};
        case Kind::hex_flat: return {origin.x + x * width * pitch, origin.y + (y + x / 2) * height};
    }
    return {origin.x + x * width, origin.y + y * height};
}

Point centre(const Geometry& geometry, const Placement& placement, Cell cell) {
    return centre(geometry, placement, geometry.coord(cell));
}

Coord coord_at(const Geometry& geometry, const Placement& placement, Point point) {
    if (!(placement.width > 0 && placement.height > 0)) throw Error("the cells of the board have no size");
    const double pitch = placement.pitch;
    if (geometry.is_hex() && !(pitch > 0.5 && pitch < 1)) throw Error("hexagons have no such pitch");
    const double u = (point.x - placement.origin.x) / placement.width;
    const double v = (point.y - placement.origin.y) / placement.height;
    switch (geometry.kind()) {
        case Kind::square: break;
        case Kind::iso: return rounded(u + v, u - v);
        case Kind::diamond: return rounded(v + u, v - u);
        case Kind::hex_pointy: {
            const auto [column, row] = pointy_hexagon(u, v / pitch, (1 - pitch) / pitch);
            return {to_int(column), to_int(row)};
        }
        case Kind::hex_flat: {
            const auto [row, column] = pointy_hexagon(v, u / pitch, (1 - pitch) / pitch);
            return {to_int(column), to_int(row)};
        }
    }
    return rounded(u, v);
}

std::optional<Cell> cell_at(const Geometry& geometry, const Placement& placement, Point point) {
    return geometry.cell(coord_at(geometry, placement, point));
}

std::vector<Point> outline(const Geometry& geometry, const Placement& placement, Cell cell) {
    // Corners in halves of the width and of the height.
    static constexpr std::array<Point, 4> rectangle{{{-1, -1}, {1, -1}, {1, 1}, {-1, 1}}};
    static constexpr std::array<Point, 4> diamond{{{0, -1}, {1, 0}, {0, 1}, {-1, 0}}};
    const double side = 2 * placement.pitch - 1;  // half of the side that is upright, or level
    const std::array<Point, 6> pointy{{{0, -1}, {1, -side}, {1, side}, {0, 1}, {-1, side}, {-1, -side}}};
    const std::array<Point, 6> flat{{{-side, -1}, {side, -1}, {1, 0}, {side, 1}, {-side, 1}, {-1, 0}}};
    std::span<const Point> shape;
    switch (geometry.kind()) {
        case Kind::square: shape = rectangle; break;
        case Kind::iso:
        case Kind::diamond: shape = diamond; break;
        case Kind::hex_pointy: shape = pointy; break;
        case Kind::hex_flat: shape = flat; break;
    }
    const Point middle = centre(geometry, placement, cell);
    std::vector<Point> corners;
    corners.reserve(shape.size());
    for (const Point& corner : shape)
        corners.push_back({middle.x + corner.x * placement.width / 2, middle.y + corner.y * placement.height / 2});
    return corners;
}

}  // namespace tk::board
