#include "grid-analyze/find/iso_align.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/find/iso_refine.hpp"
#include "grid-analyze/find/iso_side_reader.hpp"
#include "grid-analyze/find/parabola.hpp"

namespace tk::grid {
namespace {

constexpr int parts = 4;                // of the region, across and down
constexpr double step_size = 1.0 / 32;  // of a cell
constexpr int steps = 4;                // beside a line where it is looked for
constexpr int beside = 6;               // steps to what it is compared with
constexpr int places = 2 * (steps + beside) + 1;
constexpr double most_sides = 800;

/// The sides of one family in one part of the region, summed up.
struct Part {
    std::array<double, places> brightness{}, shades{};  // across the line; shades with the sign of their row
    double x = 0, y = 0, line = 0;                      // means: pixels, and which line
    int count = 0;

    /// How well a line at this step is what the sides have in common.
    double worth(int step, double of_line, double of_shade) const {
        const auto at = static_cast<std::size_t>(step + steps + beside);
        const double line_here = brightness[at] - (brightness[at - beside] + brightness[at + beside]) / 2;
        double change = 0;
        for (std::size_t k = 1; k <= beside; ++k) change += (shades[at + k] - shades[at - k]) / beside;
        return of_line * line_here + of_shade * change;
    }
};

struct Found {
    double step = 0, worth = 0;
};

/// The best place of the line, between steps.
Found best_place(const Part& part, double of_line, double of_shade) {
    int best = 0;
    double most = 0;
    for (int step = -steps; step <= steps; ++step) {
        const double worth = part.worth(step, of_line, of_shade);
        if (worth <= most) continue;
        most = worth;
        best = step;
    }
    if (most <= 0 || std::abs(best) == steps) return {};
    const double before = part.worth(best - 1, of_line, of_shade), after = part.worth(best + 1, of_line, of_shade);
    return {best + top_of_parabola(before, most, after), most};
}

}  // namespace

std::optional<Lattice> aligned(const FlatPicture& flat, const Lattice& lattice, const CommonSides& common) {
    const Sides& sides = common.sides;
    const CellRect& region = common.evidence.region;
    const SideReader reader(flat, lattice);
    std::array<std::array<Part, parts * parts>, 2> sums;
    const double total = static_cast<double>(region.columns()) * region.rows();
    const int stride = std::max(1, static_cast<int>(std::lround(total / most_sides)));
    int number = 0;
    for (int j = region.top; j <= region.bottom; ++j) {
        for (int i = region.left; i <= region.right; ++i) {
            if (++number % stride != 0 || !sides.holds(i, j) || sides.in_picture[sides.index(i, j)] == 0) continue;
            const bool rises = ((i + j) & 1) == 0;
            const int column = (i - region.left) * parts / region.columns(),
                      row = (j - region.top) * parts / region.rows();
            Part& part = sums[rises ? 0 : 1][static_cast<std::size_t>(row * parts + column)];
            const Point middle{lattice.x0 + (i - 0.5) * lattice.width / 2, lattice.y0 + (j - 0.5) * lattice.height / 2};
            const double sign = (j & 1) != 0 ? -1 : 1;
            for (int k = 0; k < places; ++k) {
                const double value = reader.mean_along(middle, rises, step_size * (k - steps - beside));
                part.brightness[static_cast<std::size_t>(k)] += value;
                part.shades[static_cast<std::size_t>(k)] += sign * value;
            }
            part.x += middle.x;
            part.y += middle.y;
            const int line = rises ? (i + j) / 2 : (i - j + 1) / 2;
            part.line += line - 0.5;
            ++part.count;
        }
    }
    cv::Matx44d normal = cv::Matx44d::zeros();
    cv::Vec4d right = cv::Vec4d::all(0);
    for (std::size_t family = 0; family < 2; ++family) {
        for (const Part& part : sums[family]) {
            if (part.count == 0) continue;
            const Found found = best_place(part, common.of_line, common.of_shade);
            if (found.worth <= 0) continue;
            const double x = part.x / part.count - lattice.x0, y = part.y / part.count - lattice.y0;
            const cv::Vec4d row = family == 0 ? cv::Vec4d{x, y, -1, 0} : cv::Vec4d{x, -y, 0, -1};
            const double weight = found.worth * found.worth / part.count;
            normal += weight * cv::Matx41d(row) * cv::Matx41d(row).t();
            // Below the line x is greater and y is less.
            const double below = (family == 0 ? step_size : -step_size) * found.step;
            right += weight * (part.line / part.count - below) * row;
        }
    }
    return solved_lattice(normal, right, lattice);
}

}  // namespace tk::grid
