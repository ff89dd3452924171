#include "grid-analyze/region.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "grid-analyze/rectangle.hpp"

namespace tk::grid {
namespace {

constexpr double above_chance = 0.08;  // of a side: where the first search draws the line
constexpr double toward_board = 0.35;  // the later ones: this far from what is seen outside to what is seen inside
constexpr std::size_t enough_outside = 20;
constexpr std::size_t most_sides = 800;  // more of them say nothing more: fine lattices have many by nature

/// The contrast that three of ten lines of a family fall below.
double weak_lines(const std::map<int, Mean>& lines) {
    std::vector<double> contrasts;
    for (const auto& [line, mean] : lines) {
        if (mean.count > 1) contrasts.push_back(mean.value());
    }
    if (contrasts.empty()) return 0;
    std::sort(contrasts.begin(), contrasts.end());
    return contrasts[contrasts.size() * 3 / 10];
}

}  // namespace

SideSums::SideSums(const Sides& sides, double threshold)
    : sides_(sides),
      threshold_(threshold),
      sums_(static_cast<std::size_t>(sides.columns + 1) * static_cast<std::size_t>(sides.rows + 1)) {
    const auto width = static_cast<std::size_t>(sides.columns + 1);
    for (int j = 0; j < sides.rows; ++j) {
        double row = 0;
        for (int i = 0; i < sides.columns; ++i) {
            const std::size_t at = sides.index(sides.first_across + i, sides.first_down + j);
            if (sides.in_picture[at] != 0) row += static_cast<double>(sides.seen[at]) - threshold;
            const std::size_t to = static_cast<std::size_t>(j + 1) * width + static_cast<std::size_t>(i + 1);
            sums_[to] = sums_[to - width] + row;
        }
    }
}

double SideSums::operator()(const Region& region) const {
    const auto width = static_cast<std::size_t>(sides_.columns + 1);
    const auto at = [&](int i, int j) {
        const int column = std::clamp(i - sides_.first_across, 0, sides_.columns);
        const int row = std::clamp(j - sides_.first_down, 0, sides_.rows);
        return sums_[static_cast<std::size_t>(row) * width + static_cast<std::size_t>(column)];
    };
    return at(region.right + 1, region.bottom + 1) - at(region.left, region.bottom + 1) -
           at(region.right + 1, region.top) + at(region.left, region.top);
}

Region SideSums::best() const {
    std::vector<double> values(sides_.seen.size());
    for (std::size_t at = 0; at < values.size(); ++at)
        values[at] = (sides_.in_picture[at] != 0 ? static_cast<double>(sides_.seen[at]) : 0) - threshold_;
    const Rectangle best = best_rectangle(values, sides_.columns, sides_.rows);
    return {sides_.first_across + best.left, sides_.first_across + best.right, sides_.first_down + best.top,
            sides_.first_down + best.bottom};
}

Evidence search_region(const Sides& sides, double chance) {
    Evidence evidence;
    evidence.ground = chance;
    evidence.threshold = chance + above_chance;
    for (int round = 0; round < 3; ++round) {
        const Region region = SideSums(sides, evidence.threshold).best();
        if (region == evidence.region || region.is_empty()) break;
        evidence.region = region;
        Mean inside, outside;
        for (int j = sides.first_down; j < sides.first_down + sides.rows; ++j) {
            for (int i = sides.first_across; i < sides.first_across + sides.columns; ++i) {
                const std::size_t at = sides.index(i, j);
                if (sides.in_picture[at] == 0) continue;
                const bool is_inside = i >= region.left && i <= region.right && j >= region.top && j <= region.bottom;
                (is_inside ? inside : outside).add(static_cast<double>(sides.seen[at]));
            }
        }
        evidence.ground = outside.count >= enough_outside ? std::max(outside.value(), 0.0) : chance;
        evidence.threshold = evidence.ground + toward_board * (inside.value() - evidence.ground);
    }
    return evidence;
}

Evidence find_region(const Sides& sides) {
    Mean chance;
    for (std::size_t at = 0; at < sides.seen.size(); ++at) {
        if (sides.in_picture[at] != 0) chance.add(static_cast<double>(sides.chance[at]));
    }
    Evidence evidence = search_region(sides, chance.value());
    const Region& region = evidence.region;
    Mean all;
    std::map<int, Mean> family_x, family_y;
    for (int j = region.top; j <= region.bottom; ++j) {
        for (int i = region.left; i <= region.right; ++i) {
            if (!sides.holds(i, j) || sides.in_picture[sides.index(i, j)] == 0) continue;
            const double contrast = sides.contrast(i, j);
            all.add(contrast);
            if (((i + j) & 1) == 0) {
                family_x[(i + j) / 2].add(contrast);
            } else {
                family_y[(i - j - 1) / 2].add(contrast);
            }
        }
    }
    evidence.contrast = all.value();
    evidence.lines = std::min(weak_lines(family_x), weak_lines(family_y));
    evidence.merit = std::max(evidence.lines, 0.0) * std::sqrt(static_cast<double>(std::min(all.count, most_sides)));
    return evidence;
}

}  // namespace tk::grid
