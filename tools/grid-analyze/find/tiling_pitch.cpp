#include "grid-analyze/find/tiling_pitch.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Kind;
using board::Placement;
using board::Point;

namespace {

/// Close enough to the regular one that between two of them the sides of either still lie near the edges.
constexpr std::array<double, 2> tried{0.66, 0.84};
constexpr double most_of_side = 0.8;  // a side that shows more counts as this
constexpr double usual = 1.07;        // that many times as much speaks for the regular one: noise does not

/// Of the sides in the order of the outline, the one that is upright, or level; its opposite is the third after it.
std::size_t straight_side(Kind kind) {
    return kind == Kind::hex_flat ? 0 : 1;
}

/// Mean over some cells of how much their upright (or level) sides show, which hexagons of any pitch have.
double straight_shown(const EdgeField& edges, const Geometry& geometry, const Placement& placement,
                      const std::vector<Coord>& cells) {
    const CellLook look(edges, sides_of(geometry, placement));
    const std::size_t side = straight_side(geometry.kind());
    double sum = 0;
    for (const Coord cell : cells) {
        const Shown shown = look.at(board::centre(geometry, placement, cell));
        sum += std::min(static_cast<double>(shown.each[side] + shown.each[side + 3]) / 2, most_of_side);
    }
    return sum;
}

/// Sum of the strength on the slanted sides of some cells, within `reach` pixels of them.
double slanted_strength(const EdgeField& edges, const Geometry& geometry, const Placement& placement,
                        const std::vector<Coord>& cells, double reach) {
    const auto sides = sides_of(geometry, placement);
    double sum = 0;
    for (const Coord cell : cells) {
        const Point middle = board::centre(geometry, placement, cell);
        for (std::size_t s = 0; s < sides.size(); ++s) {
            if (s % 3 == straight_side(geometry.kind())) continue;
            const Side& side = sides[s];
            const double nx = static_cast<double>(side.nx), ny = static_cast<double>(side.ny);
            for (const double along : {0.15, 0.3, 0.5, 0.7, 0.85}) {
                for (const double off : {-0.8 * reach, -0.4 * reach, 0.0, 0.4 * reach, 0.8 * reach}) {
                    const Point p{middle.x + side.x + along * side.dx + off * nx,
                                  middle.y + side.y + along * side.dy + off * ny};
                    sum +=
                        (1.3 * reach - std::abs(off)) * static_cast<double>(edges.across_smoothly(p, side.nx, side.ny));
                }
            }
        }
    }
    return sum;
}

}  // namespace

Placement with_pitch(Kind kind, Placement placement, double pitch) {
    (kind == Kind::hex_flat ? placement.width : placement.height) *= placement.pitch / pitch;
    placement.pitch = pitch;
    return placement;
}

Placement best_pitched(const EdgeField& edges, const Geometry& geometry, const Placement& placement, double reach,
                       int most_sides) {
    if (!geometry.is_hex()) return placement;
    const auto cells = some_cells(geometry, most_sides);
    Placement best = placement;
    if (straight_shown(edges, geometry, placement, cells) <= 0) return best;
    double most = usual * slanted_strength(edges, geometry, best, cells, reach);
    for (const double pitch : tried) {
        const Placement next = with_pitch(geometry.kind(), placement, pitch);
        const double sum = slanted_strength(edges, geometry, next, cells, reach);
        if (sum <= most) continue;
        most = sum;
        best = next;
    }
    return best;
}

}  // namespace tk::grid
