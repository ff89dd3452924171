#include "grid-analyze/scene/cell_look.hpp"

#include <cmath>
#include <utility>

#include "grid-analyze/scene/color.hpp"
#include "stats/middle_value.hpp"

namespace tk::grid {
namespace {

constexpr double core = 0.36;           // of the cell that is looked at: |dx|/width + |dy|/height below this
constexpr int across = 9;               // sample points in a row of it
constexpr int across_rim = 41;          // the same for the narrow rest of a cell around a ring
constexpr double rim = 0.42;            // cells are painted so far: |dx|/width + |dy|/height on isometric boards
constexpr double beside_ring = 0.06;    // half the width of a ring with its glow, share of the cell
constexpr double least_visible = 0.35;  // share of a cell that must not be hidden

/// The points of a grid over the cell of which `holds` (of x, y as shares of the cell) is true.
std::vector<board::Point> offsets_of(const board::Placement& placement, int count, const auto& holds) {
    std::vector<board::Point> offsets;
    for (int i = 0; i < count; ++i) {
        for (int j = 0; j < count; ++j) {
            const double x = (i + 0.5) / count - 0.5, y = (j + 0.5) / count - 0.5;
            if (holds(x, y)) offsets.push_back({x * placement.width, y * placement.height});
        }
    }
    return offsets;
}

}  // namespace

cv::Vec3b median_of(const Pixels& points) {
    cv::Vec3b median{};
    for (int c = 0; c < 3; ++c) {
        std::vector<uchar> channel(points.size());
        std::transform(points.begin(), points.end(), channel.begin(), [c](const cv::Vec3b& p) { return p[c]; });
        median[c] = stats::middle_value(std::move(channel));
    }
    return median;
}

std::vector<board::Point> core_of(const board::Placement& placement) {
    return offsets_of(placement, across, [](double x, double y) { return std::abs(x) + std::abs(y) < core; });
}

std::vector<board::Point> within_ring(const board::Placement& placement, double radius) {
    const double most = radius - beside_ring;
    return offsets_of(placement, 2 * across,
                      [&](double x, double y) { return std::abs(x) + std::abs(y) < core && std::hypot(x, y) < most; });
}

std::vector<board::Point> around_ring(board::Kind kind, const board::Placement& placement, double radius) {
    const double least = radius + beside_ring;
    return offsets_of(placement, across_rim, [&](double x, double y) {
        const double ax = std::abs(x), ay = std::abs(y), round = std::hypot(x, y);
        const double out = kind == board::Kind::square                                ? std::max(ax, ay)
                           : kind == board::Kind::iso || kind == board::Kind::diamond ? ax + ay
                                                                                      : round;
        return out < rim && round > least;
    });
}

Look look_at(const cv::Mat& picture, const cv::Mat& hidden, board::Point middle,
             const std::vector<board::Point>& offsets) {
    Look look;
    for (const auto& offset : offsets) {
        const int x = static_cast<int>(std::floor(middle.x + offset.x)),
                  y = static_cast<int>(std::floor(middle.y + offset.y));
        if (x < 0 || y < 0 || x >= picture.cols || y >= picture.rows || hidden.at<uchar>(y, x) != 0) continue;
        look.points.push_back(picture.at<cv::Vec3b>(y, x));
    }
    look.is_visible = static_cast<double>(look.points.size()) >= least_visible * static_cast<double>(offsets.size());
    if (!look.points.empty()) look.median = median_of(look.points);
    return look;
}

std::optional<Shade> commonest(const Pixels& colours) {
    if (colours.empty()) return std::nullopt;
    std::size_t most = 0;
    cv::Vec3b best{};
    for (const auto& candidate : colours) {
        const auto near =
            static_cast<std::size_t>(std::count_if(colours.begin(), colours.end(), [&](const cv::Vec3b& c) {
                return difference(c, candidate) <= same_shade;
            }));
        if (near > most) {
            most = near;
            best = candidate;
        }
    }
    Pixels members;
    for (const auto& colour : colours) {
        if (difference(colour, best) <= same_shade) members.push_back(colour);
    }
    return Shade{median_of(members), static_cast<double>(most) / static_cast<double>(colours.size())};
}

}  // namespace tk::grid
