#include "grid-analyze/scene/arrows.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/scene/cell_patches.hpp"

namespace tk::grid {
namespace {

// In cells.
constexpr double half_width = 0.17, head = 0.23;  // of what an arrow may cover beside its line, and at its ends
constexpr double end = 0.36;                      // from the middle of the first cell and the last: pieces stand there
constexpr double step = 0.07;                     // between points that are looked at
constexpr int most_cells = 144;                   // of a board: each pair of cells is looked at

constexpr double least_over = 14;                       // levels over the ground
constexpr double alike = 14;                            // levels by which one paint differs
constexpr double odd_ones = 0.1;                        // share of the points where a piece or another arrow is
constexpr double least_seen = -0.15, most_seen = 0.85;  // share of the shades' difference that shows through

/// How many points differ from what most show.
int count_odd(const std::vector<cv::Vec3f>& colours, const cv::Vec3f& usual) {
    return static_cast<int>(std::count_if(colours.begin(), colours.end(),
                                          [&](const cv::Vec3f& colour) { return size_of(colour - usual) > alike; }));
}

/// Whether the paint over even and odd cells, as it lies over their ground, is one and the same.
bool is_one_paint(const cv::Vec3f& over_even, const cv::Vec3f& over_odd, const cv::Vec3f& shades) {
    const cv::Vec3f difference = over_even - over_odd + shades;
    const double square = shades.dot(shades);
    if (square < 1) return true;
    const double seen = difference.dot(shades) / square;
    return seen > least_seen && seen < most_seen && size_of(difference - static_cast<float>(seen) * shades) < alike;
}

bool is_drawn(const Arrow& arrow, const OverGround& over_ground, const cv::Vec3f& shades) {
    const double dx = arrow.to.x - arrow.from.x, dy = arrow.to.y - arrow.from.y, length = std::hypot(dx, dy);
    const int steps = std::max(3, static_cast<int>((length - 2 * end) / step));
    const double most_odd = odd_ones * steps;
    int odd = 0;
    std::array<std::vector<cv::Vec3f>, 2> over;  // even cells, and odd ones
    for (int k = 0; k <= steps; ++k) {
        const double along = (end + (length - 2 * end) * k / steps) / length;
        const board::Point point{arrow.from.x + along * dx, arrow.from.y + along * dy};
        const auto colour = over_ground(point);
        if (colour && size_of(*colour) >= least_over) {
            over[static_cast<std::size_t>((std::lround(point.x) + std::lround(point.y)) & 1)].push_back(*colour);
        } else if (++odd > most_odd) {
            return false;
        }
    }
    std::array<cv::Vec3f, 2> usual;
    for (std::size_t shade = 0; shade < 2; ++shade) {
        if (over[shade].empty()) continue;
        usual[shade] = median(over[shade]);
        odd += count_odd(over[shade], usual[shade]);
    }
    return odd <= most_odd && (over[0].size() < 2 || over[1].size() < 2 || is_one_paint(usual[0], usual[1], shades));
}

}  // namespace

bool Arrow::covers(board::Point point) const {
    const double x = point.x - from.x, y = point.y - from.y;
    const double dx = to.x - from.x, dy = to.y - from.y, length = std::hypot(dx, dy);
    const double along = (x * dx + y * dy) / length, beside = std::abs(x * dy - y * dx) / length;
    return (along > 0 && along < length && beside < half_width) || std::hypot(x, y) < head ||
           std::hypot(x - dx, y - dy) < head;
}

std::vector<Arrow> find_arrows(const board::Geometry& geometry, const OverGround& over_ground,
                               const cv::Vec3f& shades) {
    std::vector<Arrow> arrows;
    if (geometry.size() > most_cells) return arrows;
    for (board::Cell from = 0; from < geometry.size(); ++from) {
        for (board::Cell to = from + 1; to < geometry.size(); ++to) {
            const Arrow arrow{geometry.coord(from), geometry.coord(to)};
            if (is_drawn(arrow, over_ground, shades)) arrows.push_back(arrow);
        }
    }
    return arrows;
}

}  // namespace tk::grid
