#include "grid-analyze/refine.hpp"

#include <cmath>
#include <complex>
#include <numbers>
#include <opencv2/core.hpp>

namespace tk::grid {
namespace {

/// A share of a family's points, enough for the periodogram, laid out for the processor's vector units.
struct Thinned {
    std::vector<float> x, y, weight;
};

Thinned thinned(const std::vector<EdgePoint>& points) {
    constexpr std::size_t most = 3500;
    Thinned result;
    const std::size_t step = points.size() / most + 1;
    for (std::size_t i = 0; i < points.size(); i += step) {
        result.x.push_back(points[i].x);
        result.y.push_back(points[i].y);
        result.weight.push_back(points[i].weight);
    }
    return result;
}

/// The periodogram of the points at `x * a + y * b`. Sine and cosine are Taylor polynomials of a quarter turn's angle,
/// doubled twice: exact to 1e-5, and the loop needs no library call.
std::complex<double> periodogram(const Thinned& points, double a, double b) {
    const auto fa = static_cast<float>(a), fb = static_cast<float>(b);
    float real = 0, imaginary = 0;
    for (std::size_t i = 0; i < points.x.size(); ++i) {
        const float turns = points.x[i] * fa + points.y[i] * fb;
        const float rest = turns - static_cast<float>(static_cast<int>(turns));  // -1..1
        const float angle = rest * static_cast<float>(std::numbers::pi / 2);     // a quarter of the true one
        const float square = angle * angle;
        float sine = angle * (1 - square / 6 * (1 - square / 20 * (1 - square / 42 * (1 - square / 72))));
        float cosine = 1 - square / 2 * (1 - square / 12 * (1 - square / 30 * (1 - square / 56 * (1 - square / 90))));
        for (int doubling = 0; doubling < 2; ++doubling) {
            const float doubled = 2 * sine * cosine;
            cosine = cosine * cosine - sine * sine;
            sine = doubled;
        }
        real += points.weight[i] * cosine;
        imaginary += points.weight[i] * sine;
    }
    return {static_cast<double>(real), static_cast<double>(imaginary)};
}

/// Climbs from the guess to the top of the periodogram of both families: 1/width and 1/height.
cv::Vec2d climb(const std::array<Thinned, 2>& points, const PeriodGuess& guess) {
    const auto height_at = [&](const cv::Vec2d& at) {
        return std::abs(periodogram(points[0], at[0], at[1])) + std::abs(periodogram(points[1], at[0], -at[1]));
    };
    cv::Vec2d at{1 / guess.width, guess.ratio / guess.width};
    double top = height_at(at);
    for (double step = 0.006; step > 0.0006;) {
        cv::Vec2d best = at;
        for (const auto& [da, db] : {std::pair{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
            const cv::Vec2d next{at[0] * (1 + da * step), at[1] * (1 + db * step)};
            const double height = height_at(next);
            if (height <= top) continue;
            top = height;
            best = next;
        }
        if (best == at) step /= 2;
        at = best;
    }
    return at;
}

/// Share of a cell by which the lines of a family lie beside whole numbers of `x * a + y * b`.
double phase(const Thinned& points, double a, double b) {
    return std::arg(periodogram(points, a, b)) / (2 * std::numbers::pi);
}

/// How far `at` (in cells) is beside the nearest line, -0.5..0.5: lines lie at halves.
double beside_line(double at) {
    const double shifted = at - 0.5;
    return shifted - std::round(shifted);
}

}  // namespace

std::optional<Lattice> fit_lattice(const IsoEdges& edges, const Lattice& lattice, double spread,
                                   const std::function<bool(Coord)>& inside, std::size_t every) {
    // Unknowns: a = 1/width, b = 1/height, p, q with a x + b y - p = line of family 0, a x - b y - q = line of
    // family 1.
    cv::Matx44d normal = cv::Matx44d::zeros();
    cv::Vec4d right = cv::Vec4d::all(0);
    const double spacing = lattice.width * lattice.height / std::hypot(lattice.width, lattice.height);
    const double reach = std::min(2.5 * spread / spacing, 0.3);
    for (std::size_t family = 0; family < 2; ++family) {
        const auto& points = edges.families[family];
        for (std::size_t k = 0; k < points.size(); k += every) {
            const EdgePoint& point = points[k];
            const Point p{static_cast<double>(point.x), static_cast<double>(point.y)};
            const double x = lattice.x(p), y = lattice.y(p);
            const double across = family == 0 ? x : y;
            const double off = beside_line(across);
            if (std::abs(off) > reach) continue;
            if (inside) {
                // Both cells at the line: at the board's rim one half of a drawn line would pull inwards.
                const int above = static_cast<int>(std::lround(across - off + 0.5)), below = above - 1;
                const int along = static_cast<int>(std::lround(family == 0 ? y : x));
                const bool both = family == 0 ? inside({above, along}) && inside({below, along})
                                              : inside({along, above}) && inside({along, below});
                if (!both) continue;
            }
            // Relative to the lattice's centre the numbers stay small.
            const double dx = p.x - lattice.x0, dy = p.y - lattice.y0;
            const cv::Vec4d row = family == 0 ? cv::Vec4d{dx, dy, -1, 0} : cv::Vec4d{dx, -dy, 0, -1};
            const double distance = off * spacing / spread;
            const double weight = static_cast<double>(point.weight) * std::exp(-0.5 * distance * distance);
            normal += weight * cv::Matx41d(row) * cv::Matx41d(row).t();
            right += weight * (across - off) * row;
        }
    }
    cv::Vec4d solution;
    if (!cv::solve(normal, right, solution, cv::DECOMP_CHOLESKY)) return std::nullopt;
    if (!(solution[0] > 0) || !(solution[1] > 0)) return std::nullopt;
    Lattice fitted;
    fitted.width = 1 / solution[0];
    fitted.height = 1 / solution[1];
    fitted.x0 = lattice.x0 + (solution[2] + solution[3]) / 2 * fitted.width;
    fitted.y0 = lattice.y0 + (solution[2] - solution[3]) / 2 * fitted.height;
    return fitted;
}

std::optional<Lattice> place_lattice(const IsoEdges& edges, const PeriodGuess& guess) {
    const std::array<Thinned, 2> points{thinned(edges.families[0]), thinned(edges.families[1])};
    const cv::Vec2d top = climb(points, guess);
    Lattice lattice;
    lattice.width = 1 / top[0];
    lattice.height = 1 / top[1];
    // Lines lie at halves of x and y.
    const double p = phase(points[0], top[0], top[1]) + 0.5;
    const double q = phase(points[1], top[0], -top[1]) + 0.5;
    lattice.x0 = (p + q) / 2 * lattice.width;
    lattice.y0 = (p - q) / 2 * lattice.height;
    // Move cell (0, 0) near the middle of the picture, so that a wrong size shows least there.
    const Coord middle = lattice.cell({edges.size.width / 2.0, edges.size.height / 2.0});
    const Point centre = lattice.centre(middle);
    lattice.x0 = centre.x;
    lattice.y0 = centre.y;
    const std::size_t enough = 8000;  // points: a first fit, done again where the lattice proves to be a board
    const std::size_t most = std::min(edges.families[0].size(), edges.families[1].size());
    for (const double share : {0.12, 0.08, 0.05, 0.04}) {
        const auto fitted =
            fit_lattice(edges, lattice, std::max(share * lattice.height, 1.5 * edges.scale), {}, most / enough + 1);
        if (!fitted) return std::nullopt;
        lattice = *fitted;
    }
    const double ratio = lattice.width / lattice.height;
    if (std::abs(lattice.width / guess.width - 1) > 0.08 || ratio < least_ratio - 0.05 || ratio > most_ratio + 0.05)
        return std::nullopt;
    return lattice;
}

}  // namespace tk::grid
