#include "grid-analyze/find/tiling_settle.hpp"

#include <algorithm>
#include <cmath>
#include <opencv2/core.hpp>

#include "grid-analyze/find/tiling_fit.hpp"
#include "grid-analyze/find/tiling_pitch.hpp"

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Placement;
using board::Point;

namespace {

constexpr double probably_regular = 0.025, maybe_regular = 0.035, surely_regular = 0.01;  // from the regular pitch
// Agreement over that of the regular pitch: where the fit is far off, sides of art reach 0.97, true ones fall to 0.993.
constexpr double clearly_better = 1.02, as_good = 0.985;
constexpr double of_rim = 0.25;  // weight: games draw a wall below it, or shades that end before the side does
constexpr double least_rise = 0.03, most_rise = 0.49;  // of slanted sides, share of the cell

/// What is fitted, and to how many sides.
struct Fit {
    bool has_pitch = false;
    bool is_last = false;  ///< the sides of the rim count less
    int sides = most_fitted;
};

Placement moved_onto(const EdgeField& edges, const Geometry& geometry, Placement placement, double reach,
                     const Fit& fit) {
    using Row = cv::Vec<double, 5>;
    using Normal = cv::Matx<double, 5, 5>;
    const bool is_flat = geometry.kind() == board::Kind::hex_flat;
    const auto cells = some_cells(geometry, fit.sides);
    for (int round = 0; round < 3; ++round) {
        const auto sides = sides_of(geometry, placement);
        Normal normal = Normal::zeros();
        Row right = Row::all(0);
        const double step = 0.5 * edges.scale();
        const int steps = static_cast<int>(std::ceil(reach / step));
        for (const Coord cell : cells) {
            const Point middle = board::centre(geometry, placement, cell);
            for (const Side& side : sides) {
                const Point at{middle.x + side.x + side.dx / 2, middle.y + side.y + side.dy / 2};
                const bool is_rim = !board::cell_at(geometry, placement, {2 * at.x - middle.x, 2 * at.y - middle.y});
                const double weight = fit.is_last && is_rim ? of_rim : 1;
                const double nx = static_cast<double>(side.nx), ny = static_cast<double>(side.ny);
                const double u = (at.x - placement.origin.x) / placement.width;
                const double v = (at.y - placement.origin.y) / placement.height;
                double seen = 0;
                Normal side_normal = Normal::zeros();
                Row side_right = Row::all(0);
                for (const double along : {-0.3, -0.1, 0.1, 0.3}) {
                    double sum = 0, moment = 0;
                    for (int k = -steps; k <= steps; k += static_cast<int>(places_in_row)) {
                        const Point p{at.x + along * side.dx + k * step * nx, at.y + along * side.dy + k * step * ny};
                        const auto strengths = edges.across_smoothly(p, {step * nx, step * ny}, side.nx, side.ny);
                        for (int i = 0; i < std::min(static_cast<int>(places_in_row), steps - k + 1); ++i) {
                            const auto strength = static_cast<double>(strengths[static_cast<std::size_t>(i)]);
                            sum += strength;
                            moment += strength * (k + i) * step;
                        }
                    }
                    // Another pitch turns the slanted sides about their middles.
                    const double turn = is_flat ? nx * along * side.dx : ny * along * side.dy;
                    const Row row(nx, ny, nx * u, ny * v, fit.has_pitch ? turn : 0);
                    side_normal += row * row.t() * sum;
                    side_right += row * moment;
                    seen += sum;
                }
                if (seen < 1) continue;
                normal += side_normal * weight;
                right += side_right * weight;
            }
        }
        if (!fit.has_pitch) normal(4, 4) = 1;
        Row change;
        if (!cv::solve(normal, right, change, cv::DECOMP_CHOLESKY)) break;
        placement.origin.x += change[0];
        placement.origin.y += change[1];
        placement.width += change[2];
        placement.height += change[3];
        const double rise = (1 - placement.pitch) * (1 + change[4]);
        const double share = std::clamp(rise / (placement.pitch + rise), least_rise, most_rise);
        if (fit.has_pitch) placement = with_pitch(geometry.kind(), placement, 1 - share);
        if (std::hypot(change[0], change[1], std::hypot(change[2], change[3])) < 0.02 && std::abs(change[4]) < 0.002)
            break;
    }
    return placement;
}

/// Whether sides of the regular pitch explain what is seen as well as those that were fitted.
bool is_regular(const EdgeField& edges, const Geometry& geometry, const Placement& fitted, const Placement& regular) {
    const double apart = std::abs(fitted.pitch - Placement::regular_pitch);
    const auto cells = some_cells(geometry, most_fitted);
    const double reach = 2 * edges.scale();
    return agreement(edges, geometry, fitted, cells, reach) <
           (apart < maybe_regular ? clearly_better : as_good) * agreement(edges, geometry, regular, cells, reach);
}

}  // namespace

Placement settled(const EdgeField& edges, const Geometry& geometry, const Placement& placement, double reach,
                  bool tells_pitch, int most_sides) {
    const Fit last{false, true, most_sides}, with_pitch_too{true, false, most_sides};
    const Placement regular = with_pitch(geometry.kind(), placement, Placement::regular_pitch);
    if (!geometry.is_hex() || !tells_pitch) return moved_onto(edges, geometry, regular, reach, last);
    Placement fitted = moved_onto(edges, geometry, placement, reach, with_pitch_too);
    // The ends of a side lie near other sides: what is far from it turns it.
    const double close = std::max(2.0 * edges.scale(), 0.035 * std::min(fitted.width, fitted.height));
    const auto is_surely_regular = [&] { return std::abs(fitted.pitch - Placement::regular_pitch) < surely_regular; };
    if (!is_surely_regular()) fitted = moved_onto(edges, geometry, fitted, close, with_pitch_too);
    const Placement as_regular = moved_onto(edges, geometry, regular, reach, last);
    if (is_surely_regular()) return as_regular;
    fitted = moved_onto(edges, geometry, fitted, close, last);
    return is_regular(edges, geometry, fitted, as_regular) ? as_regular : fitted;
}

Placement turned(const EdgeField& edges, const Geometry& geometry, const Placement& placement, double reach) {
    if (!geometry.is_hex()) return placement;
    const Placement fitted = moved_onto(edges, geometry, placement, reach, {true, false, most_fitted});
    const bool is_irregular = std::abs(fitted.pitch - Placement::regular_pitch) > probably_regular;
    return with_pitch(geometry.kind(), placement, is_irregular ? fitted.pitch : Placement::regular_pitch);
}

}  // namespace tk::grid
