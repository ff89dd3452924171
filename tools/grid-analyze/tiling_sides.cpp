#include "grid-analyze/tiling_sides.hpp"

#include <algorithm>
#include <cmath>

namespace tk::grid {

using board::Cell;
using board::Geometry;
using board::Placement;
using board::Point;

std::vector<Side> sides_of(const Geometry& geometry, const Placement& placement) {
    Placement about = placement;
    about.origin = {0, 0};
    const Point middle = board::centre(geometry, about, Cell{0});
    const auto corners = board::outline(geometry, about, 0);
    std::vector<Side> sides;
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point a = corners[i], b = corners[(i + 1) % corners.size()];
        const double dx = b.x - a.x, dy = b.y - a.y, length = std::hypot(dx, dy);
        sides.push_back({a.x - middle.x, a.y - middle.y, dx, dy, static_cast<float>(-dy / length),
                         static_cast<float>(dx / length)});
    }
    return sides;
}

namespace {

/// Strength along a side, where brighter and darker cancel each other out: a side is a line or the border of two
/// shades, and changes alike along its whole length, which neither noise nor art does. `slack`: pixels to either side
/// in which the strongest parallel counts.
float strength_on(const LineMap& lines, Point middle, const Side& side, double slack) {
    int most = 0;
    for (const double off : {-slack, 0.0, slack}) {
        int sum = 0;
        for (int i = 0; i < side_samples; ++i) {
            const double along = side_ends + (1 - 2 * side_ends) * (i + 0.5) / side_samples;
            sum += lines.change({middle.x + side.x + along * side.dx + off * static_cast<double>(side.nx),
                                 middle.y + side.y + along * side.dy + off * static_cast<double>(side.ny)});
        }
        most = std::max(most, std::abs(sum));
    }
    return static_cast<float>(most) / (side_samples * LineMap::steps);
}

/// A line parallel to the side, `share` of the way from the middle of the cell to it.
Side inset(const Side& side, double share) {
    Side moved = side;
    const double mx = side.x + side.dx / 2, my = side.y + side.dy / 2;  // middle of the side
    moved.x -= (1 - share) * mx;
    moved.y -= (1 - share) * my;
    return moved;
}

}  // namespace

Shown look(const EdgeField& edges, Point middle, const std::vector<Side>& sides) {
    Shown shown;
    shown.is_inside = edges.holds(middle);
    if (!shown.is_inside) return shown;
    const double slack = 1.1 * edges.scale();
    const std::size_t half = sides.size() / 2;
    double across = 2 * slack, down = 2 * slack;
    for (const Side& side : sides) {
        across = std::max(across, std::abs(side.x) + 2 * slack);
        down = std::max(down, std::abs(side.y) + 2 * slack);
    }
    for (std::size_t i = 0; i < half; ++i) {
        // Opposite sides have the same direction and the same parallel through the middle.
        const LineMap& lines = edges.line_map(sides[i].nx, sides[i].ny).made_around(middle, across, down);
        const float through = strength_on(lines, middle, inset(sides[i], 0), slack);
        for (const std::size_t side : {i, i + half}) {
            const float on = strength_on(lines, middle, sides[side], slack);
            // Tiles that look thick have an edge of their own beside the side.
            const float beside = std::min(strength_on(lines, middle, inset(sides[side], 0.5), slack),
                                          strength_on(lines, middle, inset(sides[side], 0.3), slack));
            shown.each[side] = on - std::max(through, beside);
        }
    }
    return shown;
}

}  // namespace tk::grid
