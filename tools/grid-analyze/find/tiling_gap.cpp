#include "grid-analyze/find/tiling_gap.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "stats/middle_value.hpp"

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Placement;
using board::Point;

namespace {

constexpr int most_lines = 12;  // that are looked at, and cells beside each

/// Whether what lies across a line gets darker on one side of it and brighter on the other, and there alone: tiles with
/// slanted rims meet where a dark rim ends and a light one begins. Both cells are as bright as each other.
/// `brightness`: from one cell to the next.
bool meet_by_rims(const std::vector<double>& brightness) {
    constexpr double least_contrast = 8;  // grey levels
    constexpr double least_rim = 0.15;    // of the contrast
    constexpr std::ptrdiff_t widest_step = 4;
    const double usual = stats::middle_value(brightness);
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

/// Of one line between two columns (rows) of cells.
struct Between {
    double width;  ///< how far its outermost strong lines lie from each other, pixels
    double depth;  ///< by how many grey levels it is darker there than on the darker side of it
};

double median_of_part(const std::vector<double>& values, std::ptrdiff_t from, std::ptrdiff_t to) {
    const auto size = static_cast<std::ptrdiff_t>(values.size());
    return stats::middle_value<double>({values.begin() + std::clamp<std::ptrdiff_t>(from, 0, size),
                                        values.begin() + std::clamp<std::ptrdiff_t>(to, 0, size)});
}

/// Nothing where no line is strong.
std::optional<Between> between_in(const Profile& profile) {
    const auto& strength = profile.strength;
    // Noise and art are everywhere, and as strong as half a faint line.
    const double strong = 0.5 * (stats::middle_value(strength) + *std::max_element(strength.begin(), strength.end()));
    const auto is_strong = [&](double value) { return value > strong; };
    const auto at_first = std::find_if(strength.begin(), strength.end(), is_strong);
    if (at_first == strength.end()) return std::nullopt;
    if (meet_by_rims(profile.brightness)) return Between{0.0, 0.0};
    const auto first = at_first - strength.begin();
    const auto last = std::find_if(strength.rbegin(), strength.rend(), is_strong).base() - 1 - strength.begin();
    const auto& brightness = profile.brightness;
    // The flanks themselves are as bright as what lies on either side of them, and on slanted rims neither.
    const std::ptrdiff_t middle = (first + last) / 2, quarter = (last - first) / 4;
    const double before = median_of_part(brightness, 0, first - 1);
    const double behind = median_of_part(brightness, last + 2, static_cast<std::ptrdiff_t>(brightness.size()));
    const double inside = median_of_part(brightness, middle - quarter, middle + quarter + 1);
    return Between{static_cast<double>(last - first) * profile.step, std::min(before, behind) - inside};
}

/// What lies between the cells along one axis.
struct Axis {
    double width = 0;  ///< share of a cell
    double depth = 0;  ///< grey levels
};

Axis axis_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement, bool is_across) {
    const int lines = is_across ? geometry.cols() : geometry.rows();
    std::vector<double> widths, depths;
    for (int line = 0; line < lines; line += 1 + (lines - 1) / most_lines) {
        const auto one = between_in(profile_across(edges, geometry, placement, line, is_across));
        if (!one) continue;
        // The two flanks of a thin line lie some pixels apart at any size of cell.
        widths.push_back((one->width - 3 * edges.scale()) / (is_across ? placement.width : placement.height));
        depths.push_back(one->depth);
    }
    return {stats::middle_value(widths), stats::middle_value(depths)};
}

}  // namespace

Gap gap_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    const Axis across = axis_of(edges, geometry, placement, true), down = axis_of(edges, geometry, placement, false);
    const auto [least, most] = std::minmax(across.width, down.width);
    return {least, most, std::min(across.depth, down.depth)};
}

bool is_wide(const Gap& gap) {
    constexpr double widest_line = 0.055;
    return gap.least > widest_line;
}

bool are_slots(const Gap& gap) {
    constexpr double widest_joint = 0.125;
    constexpr double least_depth = 6;  // of the joints of dark tiles on black
    const bool are_tiles = gap.depth > least_depth && gap.most < widest_joint;
    return is_wide(gap) && !are_tiles;
}

}  // namespace tk::grid
