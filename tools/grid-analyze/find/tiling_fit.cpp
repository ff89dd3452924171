#include "grid-analyze/find/tiling_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <span>

#include "grid-analyze/find/uphill.hpp"

namespace tk::grid {

using board::Cell;
using board::Coord;
using board::Geometry;
using board::Placement;
using board::Point;

double agreement(const EdgeField& edges, const Geometry& geometry, const Placement& placement,
                 const std::vector<Coord>& cells, double reach) {
    struct Look {
        const LineMap* lines;
        std::array<double, parallels> weights;
        ParallelPlaces places;
    };
    // Places less than a pixel apart say the same.
    const bool is_narrow = reach < 2 * edges.scale();
    constexpr std::array<double, 3> few{-0.8, 0.0, 0.8};
    constexpr std::array<double, 5> many{-1.0, -0.5, 0.0, 0.5, 1.0};
    std::array<double, many.size()> all_offs{};
    const std::span<double> offs = std::span(all_offs).first(is_narrow ? few.size() : many.size());
    for (std::size_t k = 0; k < offs.size(); ++k) offs[k] = (is_narrow ? few[k] : many[k]) * reach;
    const auto sides = sides_of(geometry, placement);
    std::array<std::vector<Look>, 2> looks;  // every other side
    std::vector<const LineMap*> maps;
    for (auto& half : looks) half.reserve(sides.size());
    double across = 0, down = 0;  // of the middle: all looks
    for (std::size_t s = 0; s < sides.size(); ++s) {
        const Side& side = sides[s];
        const std::size_t half = sides.size() / 2;
        if (s < half) maps.push_back(&edges.line_map(side.nx, side.ny));
        const LineMap& lines = *maps[s % half];  // opposite sides have the same
        across = std::max(across, std::abs(side.x) + reach + edges.scale());
        down = std::max(down, std::abs(side.y) + reach + edges.scale());
        for (std::size_t first = 0; first < offs.size(); first += parallels) {
            const std::span<const double> together = offs.subspan(first, std::min(parallels, offs.size() - first));
            Look look{&lines, {}, places_along(lines, side, 1, together)};
            for (std::size_t p = 0; p < together.size(); ++p) look.weights[p] = 1.3 * reach - std::abs(together[p]);
            looks[s & 1].push_back(look);
        }
    }
    std::array<std::vector<FixedPoint>, 2> middles;  // of every other cell
    for (auto& half : middles) half.reserve(cells.size() / 2 + 1);
    for (std::size_t k = 0; k < cells.size(); ++k) {
        const Point middle = board::centre(geometry, placement, cells[k]);
        const auto tiles = maps.front()->tiles_around(middle, across, down);
        for (const LineMap* map : maps) map->made(tiles);
        middles[k & 1].push_back(maps.front()->fixed(middle));
    }
    double sum = 0;
    for (std::size_t k = 0; k < looks.size(); ++k) {
        for (const Look& look : looks[k]) {
            const auto sums = look.lines->sums_of_strengths(middles[k], look.places);
            for (std::size_t p = 0; p < parallels; ++p) sum += look.weights[p] * sums[p];
        }
    }
    return sum;
}

std::vector<Coord> some_cells(const Geometry& geometry, int most_sides) {
    std::vector<Coord> cells;
    const int most = most_sides / (geometry.is_hex() ? 3 : 2);
    const double step = std::max(1.0, static_cast<double>(geometry.size()) / most);
    for (double at = 0; at < geometry.size(); at += step) cells.push_back(geometry.coord(static_cast<Cell>(at)));
    return cells;
}

Placement climbed(const EdgeField& edges, const Geometry& geometry, Placement placement, double first_step,
                  double last_step, double reach, int most_sides, Shape shape) {
    const auto cells = some_cells(geometry, most_sides);
    const Point last = board::centre(geometry, placement, geometry.size() - 1);
    const double half_x = std::max(placement.width, (last.x - placement.origin.x) / 2) / placement.width;
    const double half_y = std::max(placement.height, (last.y - placement.origin.y) / 2) / placement.height;
    const auto changed = [&](const Placement& from, const Shift& by) {
        return Placement{{from.origin.x + by[0] - by[2], from.origin.y + by[1] - by[3]},
                         from.width + by[2] / half_x,
                         from.height + by[3] / half_y,
                         from.pitch};
    };
    const double half_width = half_x * placement.width, half_height = half_y * placement.height;
    const double most = std::max(half_width, half_height);
    const auto scaled = [&](const Placement& from, const Shift& by) {
        return changed(from, {by[0], by[1], by[2] * half_width / most, by[2] * half_height / most});
    };
    const auto worth = [&](const Placement& next) { return agreement(edges, geometry, next, cells, reach); };
    return shape == Shape::kept ? uphill(placement, first_step, last_step, scaled, worth, 3)
                                : uphill(placement, first_step, last_step, changed, worth);
}

}  // namespace tk::grid
