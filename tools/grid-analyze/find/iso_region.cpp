#include "grid-analyze/find/iso_region.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <optional>

namespace tk::grid {
namespace {

constexpr double above_chance = 0.08;  // of a side: where the first search draws the line
constexpr double toward_board = 0.35;  // the later ones: this far from what is seen outside to what is seen inside
constexpr std::size_t enough_outside = 20;

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

/// Sides by the lines they lie on.
class Lines {
public:
    explicit Lines(const Sides& sides) : sides_(sides) {}

    void add(int i, int j) {
        if (!sides_.holds(i, j) || sides_.in_picture[sides_.index(i, j)] == 0) return;
        const double contrast = sides_.contrast(i, j);
        all_.add(contrast);
        if (((i + j) & 1) == 0) {
            family_x_[(i + j) / 2].add(contrast);
        } else {
            family_y_[(i - j - 1) / 2].add(contrast);
        }
    }

    double contrast() const { return all_.value(); }
    /// Of the lines that show least.
    double weakest() const { return std::min(weak_lines(family_x_), weak_lines(family_y_)); }
    double merit() const {
        return std::max(weakest(), 0.0) * std::sqrt(static_cast<double>(std::min(all_.count, enough_sides)));
    }

private:
    const Sides& sides_;
    Mean all_;
    std::map<int, Mean> family_x_, family_y_;
};

/// The sides of the cells of the plain diamond that stands out most.
std::optional<Lines> lines_of_diamond(const Sides& sides, double threshold) {
    const int last_across = sides.first_across + sides.columns - 1, last_down = sides.first_down + sides.rows - 1;
    // Cells (x, y) that are x + y across and x - y down.
    const int left = (sides.first_across + sides.first_down) / 2, right = (last_across + last_down) / 2;
    const int top = (sides.first_across - last_down) / 2, bottom = (last_across - sides.first_down) / 2;
    const int columns = right - left + 1, rows = bottom - top + 1;
    const auto seen = [&](int i, int j) {
        return sides.holds(i, j) && sides.in_picture[sides.index(i, j)] != 0
                   ? static_cast<double>(sides.seen[sides.index(i, j)])
                   : 0;
    };
    std::vector<double> table;
    table.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
    for (int y = top; y <= bottom; ++y) {
        for (int x = left; x <= right; ++x) {
            const int i = x + y, j = x - y;
            table.push_back((seen(i, j) + seen(i + 1, j) + seen(i, j + 1) + seen(i + 1, j + 1)) / 4 - threshold);
        }
    }
    const CellRect best = best_rectangle(table, columns, rows).cells.shifted(left, top);
    if (!best.is_large_enough()) return std::nullopt;
    Lines lines(sides);
    for (int y = best.top; y <= best.bottom; ++y) {
        for (int x = best.left; x <= best.right; ++x) {
            const int i = x + y, j = x - y;
            lines.add(i, j);
            lines.add(i + 1, j);
            if (x == best.right) lines.add(i + 1, j + 1);
            if (y == best.top) lines.add(i, j + 1);
        }
    }
    return lines;
}

double chance_of(const Sides& sides) {
    Mean chance;
    for (std::size_t at = 0; at < sides.seen.size(); ++at) {
        if (sides.in_picture[at] != 0) chance.add(static_cast<double>(sides.chance[at]));
    }
    return chance.value();
}

/// What sides show in a region and around it. `chance`: where nothing is around it.
Evidence of_region(const Sides& sides, const CellRect& region, double chance) {
    Mean inside, outside;
    for (int j = sides.first_down; j < sides.first_down + sides.rows; ++j) {
        for (int i = sides.first_across; i < sides.first_across + sides.columns; ++i) {
            const std::size_t at = sides.index(i, j);
            if (sides.in_picture[at] == 0) continue;
            (region.holds(i, j) ? inside : outside).add(static_cast<double>(sides.seen[at]));
        }
    }
    Evidence evidence;
    evidence.region = region;
    evidence.ground = outside.count >= enough_outside ? std::max(outside.value(), 0.0) : chance;
    evidence.threshold = evidence.ground + toward_board * (inside.value() - evidence.ground);
    return evidence;
}

/// How clearly its region shows.
void judge(Evidence& evidence, const Sides& sides) {
    const CellRect& region = evidence.region;
    Lines lines(sides);
    for (int j = region.top; j <= region.bottom; ++j) {
        for (int i = region.left; i <= region.right; ++i) lines.add(i, j);
    }
    evidence.contrast = lines.contrast();
    evidence.lines = lines.weakest();
    evidence.merit = lines.merit();
    // Of a board in the shape of a diamond the region has corners that are void.
    if (const auto diamond = lines_of_diamond(sides, evidence.threshold);
        diamond && diamond->merit() > evidence.merit) {
        evidence.lines = diamond->weakest();
        evidence.merit = diamond->merit();
    }
}

}  // namespace

SideSums::SideSums(const Sides& sides, double threshold)
    : sides_(sides), threshold_(threshold), sums_(sides.columns, sides.rows, [&](int i, int j) {
          const std::size_t at = sides.index(sides.first_across + i, sides.first_down + j);
          return sides.in_picture[at] != 0 ? static_cast<double>(sides.seen[at]) - threshold : 0;
      }) {}

double SideSums::operator()(const CellRect& region) const {
    return sums_(region.shifted(-sides_.first_across, -sides_.first_down));
}

CellRect SideSums::best() const {
    std::vector<double> values(sides_.seen.size());
    for (std::size_t at = 0; at < values.size(); ++at)
        values[at] = (sides_.in_picture[at] != 0 ? static_cast<double>(sides_.seen[at]) : 0) - threshold_;
    return best_rectangle(values, sides_.columns, sides_.rows).cells.shifted(sides_.first_across, sides_.first_down);
}

Evidence evidence_of(const Sides& sides, const CellRect& region) {
    Evidence evidence = of_region(sides, region, chance_of(sides));
    judge(evidence, sides);
    return evidence;
}

Evidence search_region(const Sides& sides, double chance) {
    Evidence evidence;
    evidence.ground = chance;
    evidence.threshold = chance + above_chance;
    for (int round = 0; round < 3; ++round) {
        const CellRect region = SideSums(sides, evidence.threshold).best();
        if (region == evidence.region || region.is_empty()) break;
        evidence = of_region(sides, region, chance);
    }
    return evidence;
}

Evidence find_region(const Sides& sides) {
    Evidence evidence = search_region(sides, chance_of(sides));
    judge(evidence, sides);
    return evidence;
}

}  // namespace tk::grid
