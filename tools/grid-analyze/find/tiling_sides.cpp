#include "grid-analyze/find/tiling_sides.hpp"

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

ParallelPlaces places_along(const LineMap& lines, const Side& side, double share, std::span<const double> offs) {
    const double x = side.x - (1 - share) * (side.x + side.dx / 2), y = side.y - (1 - share) * (side.y + side.dy / 2);
    ParallelPlaces line;
    for (std::size_t k = 0; k < offs.size(); ++k) {
        for (std::size_t i = 0; i < side_samples; ++i) {
            const double along = side_ends + (1 - 2 * side_ends) * (static_cast<double>(i) + 0.5) / side_samples;
            line.set(k, i,
                     lines.fixed({x + along * side.dx + offs[k] * static_cast<double>(side.nx),
                                  y + along * side.dy + offs[k] * static_cast<double>(side.ny)}));
        }
    }
    return line;
}

namespace {

/// Strength along a line, where brighter and darker cancel each other out: a side is a line or the border of two
/// shades, and changes alike along its whole length, which neither noise nor art does.
float strength_on(const LineMap& lines, FixedPoint middle, const ParallelPlaces& line) {
    int most = 0;
    for (const int sum : lines.sums_of_changes(middle, line)) most = std::max(most, std::abs(sum));
    return static_cast<float>(most) / (side_samples * LineMap::steps);
}

}  // namespace

CellLook::CellLook(const EdgeField& edges, const std::vector<Side>& sides) : edges_(edges) {
    const double slack = 1.1 * edges.scale();  // to either side, in which the strongest parallel counts
    const std::array<double, parallels> offs{-slack, 0.0, slack};
    const std::size_t half = sides.size() / 2;
    for (std::size_t i = 0; i < half; ++i) {
        const LineMap& lines = edges.line_map(sides[i].nx, sides[i].ny);
        Direction direction{&lines, places_along(lines, sides[i], 0, offs), {}};
        for (std::size_t k = 0; k < 2; ++k) {
            const Side& side = sides[i + k * half];
            direction.sides[k] = {places_along(lines, side, 1, offs), places_along(lines, side, 0.5, offs),
                                  places_along(lines, side, 0.3, offs)};
            across_ = std::max(across_, std::abs(side.x) + 2 * slack);
            down_ = std::max(down_, std::abs(side.y) + 2 * slack);
        }
        directions_.push_back(direction);
    }
}

Shown CellLook::at(Point middle) const {
    Shown shown;
    shown.is_inside = edges_.holds(middle);
    if (!shown.is_inside) return shown;
    const std::size_t half = directions_.size();
    const auto tiles = directions_[0].lines->tiles_around(middle, across_, down_);
    const FixedPoint at = directions_[0].lines->fixed(middle);
    for (std::size_t i = 0; i < half; ++i) {
        const LineMap& lines = directions_[i].lines->made(tiles);
        const float through = strength_on(lines, at, directions_[i].through);
        for (std::size_t k = 0; k < 2; ++k) {
            const auto& [on_side, halfway, near_middle] = directions_[i].sides[k];
            const float on = strength_on(lines, at, on_side);
            // Tiles that look thick have an edge of their own beside the side.
            const float beside = std::min(strength_on(lines, at, halfway), strength_on(lines, at, near_middle));
            shown.each[i + k * half] = on - std::max(through, beside);
        }
    }
    return shown;
}

}  // namespace tk::grid
