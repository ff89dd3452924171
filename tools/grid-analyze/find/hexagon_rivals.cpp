#include "grid-analyze/find/hexagon_rivals.hpp"

namespace tk::grid {

using board::Kind;
using board::Point;

std::vector<Guess> rivals(const Guess& guess) {
    if (guess.kind == Kind::square) return {guess};
    std::vector<Guess> result;
    for (int i = 0; i < 3; ++i) {
        Guess next = guess;
        next.placement.origin.x += i * guess.placement.width * (guess.kind == Kind::hex_pointy ? 0.5 : 0.25);
        next.placement.origin.y += i * guess.placement.height * (guess.kind == Kind::hex_pointy ? 0.25 : 0.5);
        result.push_back(next);
    }
    return result;
}

Guess hexagons_on(const board::Geometry& iso, const board::Placement& placement) {
    const board::Cell last = iso.size() - 1;
    const Point from = board::centre(iso, placement, 0), to = board::centre(iso, placement, last);
    // Their middles lie where lines meet: at the corners of the isometric cells.
    const board::Placement hexagons{
        {placement.origin.x, placement.origin.y - placement.height / 2}, placement.width, 2 * placement.height};
    return {Kind::hex_pointy,
            hexagons,
            {from.x - placement.width, from.y - placement.height, to.x - from.x + 2 * placement.width,
             to.y - from.y + 2 * placement.height},
            0};
}

std::vector<Guess> flat_hexagons_on(const board::Geometry& iso, const board::Placement& placement) {
    constexpr double width = 0.5 / board::Placement::regular_pitch;
    const cv::Rect2d window = hexagons_on(iso, placement).window;
    std::vector<Guess> result;
    for (const Point shift : {Point{0, 0}, {0, 0.5}, {0.25, 0.25}, {0.25, -0.25}}) {
        const Point origin{placement.origin.x + shift.x * placement.width,
                           placement.origin.y + shift.y * placement.height};
        result.push_back({Kind::hex_flat, {origin, width * placement.width, placement.height}, window, 0, false});
    }
    return result;
}

}  // namespace tk::grid
