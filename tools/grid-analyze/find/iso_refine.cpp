#include "grid-analyze/find/iso_refine.hpp"

#include <array>
#include <cmath>
#include <cstdint>
#include <opencv2/core.hpp>

namespace tk::grid {
namespace {

/// How far `at` (in cells) is beside the nearest line, -0.5..0.5: lines lie at halves.
double beside_line(double at) {
    const double shifted = at - 0.5;
    return shifted - nearest(shifted);
}

/// Where, 0..1 of a cell, the lines of a family lie: the place with the most edge points around it. All count the same,
/// for a few strong edges say less than many faint ones.
struct Crowd {
    double place = 0;
    int points = 0;
};
Crowd most_crowded(const std::vector<EdgePoint>& points, double a, double b) {
    constexpr std::size_t parts = 48;
    constexpr std::size_t around = 2;  // parts: both flanks of a line
    // In whole numbers, whose lower half is what lies beyond whole cells.
    constexpr int bits = 32;
    constexpr double one = std::uint64_t{1} << bits;
    const double a_bits = a * one, b_bits = b * one;
    std::array<int, parts> counts{};
    for (const EdgePoint& point : points) {
        const double cells = static_cast<double>(point.x) * a_bits + static_cast<double>(point.y) * b_bits;
        const auto beyond = static_cast<std::uint32_t>(static_cast<std::int64_t>(cells));
        ++counts[(beyond * parts) >> bits];
    }
    std::size_t best = 0;
    int most = -1;
    for (std::size_t i = 0; i < parts; ++i) {
        int sum = 0;
        for (std::size_t k = 0; k <= 2 * around; ++k) sum += counts[(i + k) % parts];
        if (sum <= most) continue;
        most = sum;
        best = i + around;
    }
    return {(static_cast<double>(best) + 0.5) / parts, most};
}

}  // namespace

std::optional<Lattice> solved_lattice(const cv::Matx44d& normal, const cv::Vec4d& right, const Lattice& about) {
    cv::Vec4d solution;
    if (!cv::solve(normal, right, solution, cv::DECOMP_CHOLESKY)) return std::nullopt;
    if (!(solution[0] > 0) || !(solution[1] > 0)) return std::nullopt;
    Lattice fitted;
    fitted.width = 1 / solution[0];
    fitted.height = 1 / solution[1];
    fitted.x0 = about.x0 + (solution[2] + solution[3]) / 2 * fitted.width;
    fitted.y0 = about.y0 + (solution[2] - solution[3]) / 2 * fitted.height;
    return fitted;
}

PeriodGuess sharpest_near(const IsoEdges& edges, const PeriodGuess& guess) {
    constexpr double farthest = 0.012, step = 0.002;  // shares of the width
    PeriodGuess best = guess;
    int most = 0;
    for (double off = -farthest; off <= farthest; off += step) {
        const double width = guess.width * (1 + off), a = 1 / width, b = guess.ratio / width;
        const int points = most_crowded(edges.families[0], a, b).points + most_crowded(edges.families[1], a, -b).points;
        if (points <= most) continue;
        most = points;
        best.width = width;
    }
    return best;
}

Lattice place_lattice(const IsoEdges& edges, const PeriodGuess& guess) {
    const double a = 1 / guess.width, b = guess.ratio / guess.width;
    // Lines lie at halves of x and y.
    const double p = most_crowded(edges.families[0], a, b).place + 0.5;
    const double q = most_crowded(edges.families[1], a, -b).place + 0.5;
    Lattice lattice{1 / a, 1 / b, (p + q) / 2 / a, (p - q) / 2 / b};
    // Cell (0, 0) near the middle of the picture, where a wrong size shows least.
    const Point middle = lattice.centre(lattice.cell({edges.size.width / 2.0, edges.size.height / 2.0}));
    lattice.x0 = middle.x;
    lattice.y0 = middle.y;
    return lattice;
}

std::optional<Lattice> fit_lattice(const IsoEdges& edges, const Lattice& lattice, double spread,
                                   const std::function<bool(Coord)>& inside) {
    cv::Matx44d normal = cv::Matx44d::zeros();
    cv::Vec4d right = cv::Vec4d::all(0);
    const double spacing = lattice.width * lattice.height / std::hypot(lattice.width, lattice.height);
    const double reach = std::min(2.5 * spread / spacing, 0.3);
    const LatticePlaces places(lattice);
    for (std::size_t family = 0; family < 2; ++family) {
        for (const EdgePoint& point : edges.families[family]) {
            const Point p{static_cast<double>(point.x), static_cast<double>(point.y)};
            const auto [x, y] = places.of(p);
            const double across = family == 0 ? x : y;
            const double off = beside_line(across);
            if (std::abs(off) > reach) continue;
            // Both cells at the line: at the board's rim one half of a drawn line would pull inwards.
            const int above = nearest(across - off + 0.5), below = above - 1;
            const int along = nearest(family == 0 ? y : x);
            const bool both = family == 0 ? inside({above, along}) && inside({below, along})
                                          : inside({along, above}) && inside({along, below});
            if (!both) continue;
            // Relative to the lattice's centre the numbers stay small.
            const double dx = p.x - lattice.x0, dy = p.y - lattice.y0;
            const cv::Vec4d row = family == 0 ? cv::Vec4d{dx, dy, -1, 0} : cv::Vec4d{dx, -dy, 0, -1};
            const double distance = off * spacing / spread;
            const double weight = static_cast<double>(point.weight) * std::exp(-0.5 * distance * distance);
            normal += weight * cv::Matx41d(row) * cv::Matx41d(row).t();
            right += weight * (across - off) * row;
        }
    }
    return solved_lattice(normal, right, lattice);
}

}  // namespace tk::grid
