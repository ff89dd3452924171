#include "board/placement.hpp"

#include <array>
#include <cmath>
#include <span>

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

/// Rounds in cube coordinates (q + r + s = 0): of the three, the one that moved most follows from the others.
Coord rounded_hex(double q, double r) {
    const double s = -q - r;
    double whole_q = nearest_whole(q);
    double whole_r = nearest_whole(r);
    const double whole_s = nearest_whole(s);
    const double moved_q = std::abs(whole_q - q);
    const double moved_r = std::abs(whole_r - r);
    const double moved_s = std::abs(whole_s - s);
    if (moved_q > moved_r && moved_q > moved_s) {
        whole_q = -whole_r - whole_s;
    } else if (moved_r > moved_s) {
        whole_r = -whole_q - whole_s;
    }
    return {to_int(whole_q), to_int(whole_r)};
}

}  // namespace

Point centre(const Geometry& geometry, const Placement& placement, Coord coord) {
    const auto [origin, width, height] = placement;
    const double x = coord.x;
    const double y = coord.y;
    switch (geometry.kind()) {
        case Kind::square: break;
        case Kind::iso: return {origin.x + (x + y) * width / 2, origin.y + (x - y) * height / 2};
        case Kind::diamond: return {origin.x + (x - y) * width / 2, origin.y + (x + y) * height / 2};
        case Kind::hex_pointy: return {origin.x + (x + y / 2) * width, origin.y + y * height * 0.75};
        case Kind::hex_flat: return {origin.x + x * width * 0.75, origin.y + (y + x / 2) * height};
    }
    return {origin.x + x * width, origin.y + y * height};
}

Point centre(const Geometry& geometry, const Placement& placement, Cell cell) {
    return centre(geometry, placement, geometry.coord(cell));
}

Coord coord_at(const Geometry& geometry, const Placement& placement, Point point) {
    if (!(placement.width > 0 && placement.height > 0)) throw Error("the cells of the board have no size");
    const double u = (point.x - placement.origin.x) / placement.width;
    const double v = (point.y - placement.origin.y) / placement.height;
    switch (geometry.kind()) {
        case Kind::square: break;
        case Kind::iso: return rounded(u + v, u - v);
        case Kind::diamond: return rounded(v + u, v - u);
        case Kind::hex_pointy: return rounded_hex(u - v / 1.5, v / 0.75);
        case Kind::hex_flat: return rounded_hex(u / 0.75, v - u / 1.5);
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
    static constexpr std::array<Point, 6> pointy{{{0, -1}, {1, -0.5}, {1, 0.5}, {0, 1}, {-1, 0.5}, {-1, -0.5}}};
    static constexpr std::array<Point, 6> flat{{{-0.5, -1}, {0.5, -1}, {1, 0}, {0.5, 1}, {-0.5, 1}, {-1, 0}}};
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
