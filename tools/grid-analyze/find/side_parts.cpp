#include "grid-analyze/find/side_parts.hpp"

#include <algorithm>
#include <array>
#include <numeric>

#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {
namespace {

using board::Point;

constexpr std::array<double, 7> parts{0.12, 0.25, 0.37, 0.5, 0.63, 0.75, 0.88};  // of the way along a side
constexpr double most_shown = 1;  // strength: a strong part must not stand for weak ones
// Strengths of fainter sides differ by noise alone: their means, and more so their products.
constexpr double least_mean = 0.05, least_mean_of_products = 0.08;

/// Strength at a place on a line that is parallel to a side, `share` of the way from the middle of the cell to it.
double strength_at(const EdgeField& edges, Point middle, const Side& side, double share, double along) {
    const double slack = 1.1 * edges.scale();
    const double x = middle.x + share * side.x + (along - (1 - share) / 2) * side.dx;
    const double y = middle.y + share * side.y + (along - (1 - share) / 2) * side.dy;
    double most = 0;
    for (const double off : {-slack, 0.0, slack}) {
        const Point p{x + off * static_cast<double>(side.nx), y + off * static_cast<double>(side.ny)};
        most = std::max(most, static_cast<double>(edges.across_smoothly(p, side.nx, side.ny)));
    }
    return std::min(most, most_shown);
}

/// How much more the parts of a side show than those of parallels inside of the cell.
std::array<double, parts.size()> shown_by(const EdgeField& edges, Point middle, const Side& side) {
    std::array<double, parts.size()> shown{};
    for (std::size_t i = 0; i < parts.size(); ++i) {
        const double inside =
            strength_at(edges, middle, side, 0, parts[i]) + strength_at(edges, middle, side, 0.5, parts[i]);
        shown[i] = strength_at(edges, middle, side, 1, parts[i]) - inside / 2;
    }
    return shown;
}

}  // namespace

SideParts parts_of_sides(const EdgeFields& fields, const board::Geometry& geometry, const board::Placement& placement,
                         int most_cells) {
    const EdgeField& edges = fields.for_any(placement.width, placement.height);
    const auto sides = sides_of(geometry, placement);
    std::array<double, parts.size()> sums{};
    double first = 0, second = 0, both = 0;  // halves of sides: mean of three parts
    int count = 0;
    for (board::Cell cell = 0; cell < geometry.size(); cell += 1 + (geometry.size() - 1) / most_cells) {
        const Point middle = board::centre(geometry, placement, cell);
        if (!edges.holds(middle)) continue;
        for (const Side& side : sides) {
            const auto shown = shown_by(edges, middle, side);
            for (std::size_t i = 0; i < parts.size(); ++i) sums[i] += shown[i];
            const double one = (shown[0] + shown[1] + shown[2]) / 3, other = (shown[4] + shown[5] + shown[6]) / 3;
            first += one;
            second += other;
            both += one * other;
            ++count;
        }
    }
    SideParts result;
    const double mean = std::accumulate(sums.begin(), sums.end(), 0.0) / static_cast<double>(parts.size());
    if (count == 0 || mean < least_mean * count) return result;
    result.least = *std::min_element(sums.begin(), sums.end()) / mean;
    if (std::min(first, second) > least_mean_of_products * count) result.together = both * count / (first * second);
    return result;
}

}  // namespace tk::grid
