#include "grid-analyze/find/tiling_front.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <vector>

#include "stats/middle_value.hpp"

namespace tk::grid {

using board::Geometry;
using board::Placement;

namespace {

constexpr int samples = 7;           // along a line of a cell
constexpr double ends = 0.15;        // of it that are left out
constexpr double nearest = 0.1;      // of the other lines to these, share of a row
constexpr double least_other = 0.3;  // what the other lines show, over what these do
constexpr double most_of_turns = 6, most_of_votes = 3, of_shade = 3, least_score = 2;  // deviations
constexpr double least_shade = 3;                                                      // grey levels
constexpr double drawn_depth = 12;     // grey levels: lines that are drawn, and gaps; feet are where two shades meet
constexpr int most_looked_at = 25;     // columns and rows
constexpr double least_present = 0.4;  // of a line that is seen, over the mean
constexpr int beyond = 2;              // rows that are looked at beyond the board

/// How much brighter it gets across lines, in the middle, and how much more and less by turns: on a checkerboard what
/// is bright at one cell's edge is dark at the next one's, but the foot of a front changes all alike.
struct Brightening {
    double middle = 0, by_turns = 0, chance = 0;  ///< grey levels; of `by_turns` what may be chance
};

/// The level lines of the columns of a board at some place in each row.
class Lines {
public:
    Lines(const EdgeField& edges, const Geometry& geometry, const Placement& placement)
        : edges_(edges), map_(edges.lines(0, 1)), geometry_(geometry), placement_(placement) {}

    /// Strength with its sign of the line at the top of the cell, `share` of a row further down; columns and rows may
    /// lie beyond the board.
    double at(int col, int row, double share) const {
        const auto [left, y, length] = top_of(col, row, share);
        int most = 0;
        for (const double off : {-1.0, 0.0, 1.0}) {
            int sum = 0;
            for (int i = 0; i < samples; ++i)
                sum += map_.change({left + (ends + (1 - 2 * ends) * (i + 0.5) / samples) * length, y + off});
            if (std::abs(sum) > std::abs(most)) most = sum;
        }
        return most / (samples * static_cast<double>(LineMap::steps));
    }

    double mean_strength(double share) const {
        double sum = 0;
        int count = 0;
        for_some([&](int col, int row) {
            sum += std::abs(at(col, row, share));
            ++count;
        });
        return sum / std::max(count, 1);
    }

    /// How much brighter it gets at these lines.
    Brightening brightening(double share) const {
        std::vector<double> by_turns, all;
        for (int row = 1; row < geometry_.rows(); row += 1 + geometry_.rows() / most_looked_at) {
            std::array<std::vector<double>, 2> turns;
            for (int col = 0; col < geometry_.cols(); col += 1 + geometry_.cols() / most_looked_at)
                turns[static_cast<std::size_t>((col + row) & 1)].push_back(brightening_at(col, row, share));
            const double even = stats::middle_value(turns[0]), odd = stats::middle_value(turns[1]),
                         middle = (even + odd) / 2;
            for (const double change : turns[0]) by_turns.push_back(change - middle);
            for (const double change : turns[1]) by_turns.push_back(middle - change);
            all.push_back(middle);
        }
        const double size = stats::middle_value(by_turns);
        std::vector<double> off;
        off.reserve(by_turns.size());
        for (const double change : by_turns) off.push_back(std::abs(change - size));
        const double chance = 2 * std::max(stats::middle_value(off), 1.0) /
                              std::sqrt(static_cast<double>(std::max<std::size_t>(off.size(), 1)));
        return {stats::middle_value(all), std::abs(size), chance};
    }

    /// By how much these lines differ from what is on both sides of them, be they darker or brighter; grey levels.
    double depth(double share) const {
        std::vector<double> depths;
        const double aside = 2 * edges_.scale() / placement_.height;  // the lattice may lie on one of a line's edges
        for_some([&](int col, int row) {
            double most = 0;
            for (const double off : {-aside, 0.0, aside}) {
                const auto [above, on, below] = brightness_at(col, row, share + off);
                most = std::max(most, std::min(std::abs(above - on), std::abs(below - on)));
            }
            depths.push_back(most);
        });
        return stats::middle_value(depths);
    }

private:
    struct Line {
        double left, y, length;
    };
    /// The upper side of a cell, moved down.
    Line top_of(int col, int row, double share) const {
        const bool is_flat = geometry_.kind() == board::Kind::hex_flat;
        const double pitch = board::spacing(geometry_.kind(), placement_).x;
        const double length = is_flat ? 2 * pitch - placement_.width : placement_.width;
        double y = placement_.origin.y + (row - 0.5 + share) * placement_.height;
        if (is_flat && (col & 1) != 0)
            y += (geometry_.stagger() == board::Stagger::even ? -0.5 : 0.5) * placement_.height;
        return {placement_.origin.x + col * pitch - length / 2, y, length};
    }

    /// Mean brightness a little above a line, on it, and a little below.
    std::array<double, 3> brightness_at(int col, int row, double share) const {
        const auto [left, y, length] = top_of(col, row, share);
        const double step = edges_.scale(), off = std::max(2 * step, 0.04 * placement_.height);
        const cv::Mat& picture = edges_.picture();
        std::array<double, 3> sums{};
        for (int i = 0; i < samples; ++i) {
            const double x = left + (ends + (1 - 2 * ends) * (i + 0.5) / samples) * length;
            for (int side = -1; side <= 1; ++side) {
                for (const double further : {0.0, step}) {
                    const double from = side == 0 ? further - step / 2 : side * (off + further);
                    const cv::Point p(static_cast<int>(x / step), static_cast<int>((y + from) / step));
                    if (p.inside({{0, 0}, picture.size()}))
                        sums[static_cast<std::size_t>(side + 1)] += picture.at<uchar>(p) / (2.0 * samples);
                }
            }
        }
        return sums;
    }

    double brightening_at(int col, int row, double share) const {
        const auto [above, on, below] = brightness_at(col, row, share);
        return below - above;
    }

    /// Cells of the board that have another above.
    template <class Work>
    void for_some(const Work& work) const {
        const int step_x = 1 + geometry_.cols() / 25, step_y = 1 + geometry_.rows() / 25;
        for (int row = 1; row < geometry_.rows(); row += step_y) {
            for (int col = 0; col < geometry_.cols(); col += step_x) work(col, row);
        }
    }

    const EdgeField& edges_;
    const LineMap& map_;
    const Geometry& geometry_;
    const Placement& placement_;
};

/// Where in a row the other lines lie, if there are some.
std::optional<double> other_lines(const Lines& lines, const Placement& placement) {
    const double step = std::max(1.5 / placement.height, 0.02);
    const double first = std::max(nearest, 5 / placement.height);
    double most = 0, best = 0;
    for (double share = first; share <= 1 - first; share += step) {
        const double strength = lines.mean_strength(share);
        if (strength <= most) continue;
        most = strength;
        best = share;
    }
    if (most < least_other * lines.mean_strength(0)) return std::nullopt;
    return best;
}

/// Columns that say that the other lines are the edges of tiles, less those that say that these are. The first line of
/// a column is the upper edge of a tile: no front lies behind that one. The last one is the foot of a front.
int votes_for(const Lines& lines, const Geometry& geometry, double other) {
    const double mean = lines.mean_strength(0), other_mean = lines.mean_strength(other);
    int votes = 0;
    for (int col = 0; col < geometry.cols(); ++col) {
        std::vector<bool> seen;  // these and the other lines by turns
        for (int row = -beyond; row <= geometry.rows() + beyond; ++row) {
            seen.push_back(std::abs(lines.at(col, row, 0)) > least_present * mean);
            seen.push_back(std::abs(lines.at(col, row, other)) > least_present * other_mean);
        }
        const std::size_t count = seen.size();
        for (std::size_t i = 0; i + 2 < count; ++i) {
            if (!seen[i] || !seen[i + 2]) continue;
            votes += (i & 1) == 1 ? 1 : -1;
            break;
        }
        for (std::size_t i = count - 1; i >= 2; --i) {
            if (!seen[i] || !seen[i - 2]) continue;
            votes += (i & 1) == 0 ? 1 : -1;
            break;
        }
    }
    return votes;
}

}  // namespace

std::optional<Placement> on_edges_of_tiles(const EdgeField& edges, const Geometry& geometry,
                                           const Placement& placement) {
    const Lines lines(edges, geometry, placement);
    const auto other = other_lines(lines, placement);
    if (!other) return std::nullopt;
    if (const double depth = lines.depth(0); depth > drawn_depth && depth > 2 * lines.depth(*other))
        return std::nullopt;
    const Brightening here = lines.brightening(0), there = lines.brightening(*other);
    const double votes = votes_for(lines, geometry, *other) / std::sqrt(2.0 * geometry.cols());
    const double turns =
        geometry.is_hex() ? 0 : (there.by_turns - here.by_turns) / std::hypot(here.chance, there.chance);
    // Fronts lie in the shade: it gets darker from a tile to what lies behind the next one's upper part.
    const auto is_shaded = [](const Brightening& edge, const Brightening& foot) {
        return edge.middle < -least_shade && foot.middle > least_shade;
    };
    const double shade = is_shaded(there, here) ? of_shade : is_shaded(here, there) ? -of_shade : 0;
    if (std::clamp(turns, -most_of_turns, most_of_turns) + std::clamp(votes, -most_of_votes, most_of_votes) + shade <
        least_score)
        return std::nullopt;
    Placement moved = placement;
    moved.origin.y += (*other < 0.5 ? *other : *other - 1) * placement.height;
    return moved;
}

}  // namespace tk::grid
