#include "grid-analyze/scene/rings.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>
#include <optional>

#include "grid-analyze/scene/color.hpp"
#include "stats/middle_value.hpp"

namespace tk::grid {
namespace {

// A cell is looked at along rays from its middle; distances are shares of the cell's width and height.
constexpr int rays = 24;
constexpr int samples = 16;
constexpr double nearest = 0.06, farthest = 0.46;
constexpr double least_radius = 0.2;
constexpr double least_value = 0.35;   // of the colour: the hue of dark pixels means nothing
constexpr double widest_line = 0.4;    // share of a ray: more is a painted cell
constexpr double least_rays = 0.36;    // sprites hide the back of a ring, and neighbours part of its front
constexpr double round_enough = 0.04;  // spread of the radius, share of the cell

struct Crossings {
    int rays = 0;
    double roughness = 0;  // mean difference from the median radius
    double radius = 0;     // the median
};

/// Radius at which the ray crosses a thin line of the team's colour.
std::optional<double> crossing(const std::array<bool, samples>& hits) {
    int count = 0;
    double sum = 0;
    for (int i = 0; i < samples; ++i) {
        if (!hits[static_cast<std::size_t>(i)]) continue;
        ++count;
        sum += nearest + (farthest - nearest) * (i + 0.5) / samples;
    }
    if (count == 0 || count > widest_line * samples || sum < least_radius * count) return std::nullopt;
    return sum / count;
}

/// The rays that cross a line of the colour at about the same radius.
Crossings cross(const cv::Mat& picture, board::Point middle, const board::Placement& placement,
                const profile::HueRange& hue) {
    std::vector<double> radii;
    for (int ray = 0; ray < rays; ++ray) {
        const double angle = 2 * std::numbers::pi * (ray + 0.5) / rays;
        const double dx = std::cos(angle) * placement.width, dy = std::sin(angle) * placement.height;
        std::array<bool, samples> hits{};
        for (int i = 0; i < samples; ++i) {
            const double radius = nearest + (farthest - nearest) * (i + 0.5) / samples;
            const Hsv colour = hsv_of(pixel_at(picture, middle.x + radius * dx, middle.y + radius * dy));
            hits[static_cast<std::size_t>(i)] = colour.value >= least_value && matches(hue, colour);
        }
        if (const auto radius = crossing(hits)) radii.push_back(*radius);
    }
    Crossings crossings;
    if (radii.empty()) return crossings;
    const double median = crossings.radius = stats::middle_value(radii);
    for (const double radius : radii) {
        const double off = std::abs(radius - median);
        if (off > round_enough) continue;
        ++crossings.rays;
        crossings.roughness += off;
    }
    crossings.roughness /= crossings.rays;
    return crossings;
}

}  // namespace

std::vector<Ring> find_rings(const cv::Mat& picture, const board::Geometry& geometry, const board::Placement& placement,
                             const std::vector<profile::NamedHue>& teams) {
    std::vector<Ring> rings;
    for (board::Cell cell = 0; cell < geometry.size(); ++cell) {
        const board::Point middle = board::centre(geometry, placement, cell);
        Ring best;
        double best_score = 0;
        for (const auto& team : teams) {
            const Crossings crossings = cross(picture, middle, placement, team.hue);
            const double share = static_cast<double>(crossings.rays) / rays;
            if (share < least_rays) continue;
            // What is left of a painted cell around another team's ring is less round than the ring.
            const double score = share - 5 * crossings.roughness;
            if (score <= best_score) continue;
            best_score = score;
            best = {cell, team.name, std::min(0.99, 0.5 + 0.5 * (share - least_rays) / 0.3), crossings.radius};
        }
        if (best_score > 0) rings.push_back(best);
    }
    return rings;
}

}  // namespace tk::grid
