#include "grid-analyze/find/tiling_gap.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Placement;
using board::Point;

namespace {

constexpr int most_lines = 12;  // that are looked at, and cells beside each

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

/// Whether what lies across a line gets darker on one side of it and brighter on the other, and there alone: tiles with
/// slanted rims meet where a dark rim ends and a light one begins. Both cells are as bright as each other.
/// `brightness`: from one cell to the next.
bool meet_by_rims(const std::vector<double>& brightness) {
    constexpr double least_contrast = 8;  // grey levels
    constexpr double least_rim = 0.15;    // of the contrast
    constexpr std::ptrdiff_t widest_step = 4;
    const double usual = median(brightness);
    const auto [least, most] = std::minmax_element(brightness.begin(), brightness.end());
    const double rim = least_rim * (*most - *least);
    if (*most - *least < least_contrast || usual - *least < rim || *most - usual < rim) return false;
    const auto is_dark = [&](double value) { return value < usual - rim; };
    const auto is_light = [&](double value) { return value > usual + rim; };
    const auto is_of_cell = [&](double value) { return !is_dark(value) && !is_light(value); };
    if (!is_of_cell(brightness.front()) || !is_of_cell(brightness.back())) return false;
    const auto first_of = [&](const auto& is_such) {
        return std::find_if(brightness.begin(), brightness.end(), is_such) - brightness.begin();
    };
    const auto end_of = [&](const auto& is_such) {
        return std::find_if(brightness.rbegin(), brightness.rend(), is_such).base() - brightness.begin();
    };
    const auto follows = [&](std::ptrdiff_t end, std::ptrdiff_t first) {
        return first >= end && first - end < widest_step;
    };
    return follows(end_of(is_dark), first_of(is_light)) || follows(end_of(is_light), first_of(is_dark));
}

/// What lies across a line between two columns (rows) of cells, a step after the other: means over the cells beside it.
struct Profile {
    double step;  ///< pixels
    std::vector<double> strength, brightness;
};

Profile profile_across(const EdgeField& edges, const Geometry& geometry, const Placement& placement, int line,
                       bool is_across) {
    constexpr std::array<double, 7> along{-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3};
    const double size = is_across ? placement.width : placement.height, step = std::max(edges.scale(), 0.01 * size);
    const int reach = static_cast<int>(0.24 * size / step);
    const float nx = is_across ? 1 : 0, ny = is_across ? 0 : 1;
    const int cells = is_across ? geometry.rows() : geometry.cols(), cells_a_step = 1 + (cells - 1) / most_lines;
    const int looked_at = (cells - 1) / cells_a_step + 1;
    const double weight = 1.0 / (along.size() * static_cast<double>(looked_at));
    const cv::Mat& picture = edges.picture();
    Profile profile{step, std::vector<double>(static_cast<std::size_t>(2 * reach + 1)), {}};
    profile.brightness = profile.strength;
    for (int other = 0; other < cells; other += cells_a_step) {
        const auto cell = geometry.cell_at_offset(is_across ? Coord{line, other} : Coord{other, line});
        const Point middle = board::centre(geometry, placement, *cell);
        for (const double share : along) {
            const auto place = [&](std::size_t at) {
                const double off = 0.5 * size + (static_cast<double>(at) - reach) * step;
                return is_across ? Point{middle.x + off, middle.y + share * placement.height}
                                 : Point{middle.x + share * placement.width, middle.y + off};
            };
            for (std::size_t first = 0; first < profile.strength.size(); first += places_in_row) {
                const auto row = edges.across_smoothly(place(first), {nx * step, ny * step}, nx, ny);
                const std::size_t count = std::min(row.size(), profile.strength.size() - first);
                for (std::size_t k = 0; k < count; ++k)
                    profile.strength[first + k] += weight * static_cast<double>(row[k]);
            }
            for (std::size_t at = 0; at < profile.brightness.size(); ++at) {
                const Point p = place(at);
                const int x = std::clamp(static_cast<int>(p.x / edges.scale()), 0, picture.cols - 1);
                const int y = std::clamp(static_cast<int>(p.y / edges.scale()), 0, picture.rows - 1);
                profile.brightness[at] += weight * picture.at<uchar>(y, x);
            }
        }
    }
    return profile;
}

/// How far the outermost strong lines of a profile lie from each other, pixels; nothing where none is strong.
std::optional<double> gap_in(const Profile& profile) {
    const auto& strength = profile.strength;
    // Noise and art are everywhere, and as strong as half a faint line.
    const double strong = 0.5 * (median(strength) + *std::max_element(strength.begin(), strength.end()));
    const auto is_strong = [&](double value) { return value > strong; };
    const auto first = std::find_if(strength.begin(), strength.end(), is_strong);
    if (first == strength.end()) return std::nullopt;
    if (meet_by_rims(profile.brightness)) return 0.0;
    const auto last = std::find_if(strength.rbegin(), strength.rend(), is_strong).base() - 1;
    return static_cast<double>(last - first) * profile.step;
}

}  // namespace

double gap_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    const auto gap = [&](bool is_across) {
        const int lines = is_across ? geometry.cols() : geometry.rows();
        std::vector<double> found;
        for (int line = 0; line < lines; line += 1 + (lines - 1) / most_lines) {
            const auto one = gap_in(profile_across(edges, geometry, placement, line, is_across));
            // The two flanks of a thin line lie some pixels apart at any size of cell.
            if (one) found.push_back((*one - 3 * edges.scale()) / (is_across ? placement.width : placement.height));
        }
        return median(found);
    };
    return std::min(gap(true), gap(false));
}

}  // namespace tk::grid
