#include "grid-analyze/find/iso_common_sides.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <utility>
#include <vector>

#include "grid-analyze/find/iso_side_reader.hpp"

namespace tk::grid {
namespace {

constexpr double beside = 0.23;  // cells beside a line: where the ground is looked at
constexpr double clear = 1.5;    // deviations of chance: clearer does not count for more

/// What is seen along one line of the length of a side.
struct Response {
    float line = 0;   ///< brightness on it over that beside it
    float shade = 0;  ///< brightness below over that above it
};

/// Mean, and mean size.
struct Spread {
    double sum = 0, size = 0;
    int count = 0;
    void add(float value) {
        sum += static_cast<double>(value);
        size += static_cast<double>(std::abs(value));
        ++count;
    }
    double mean() const { return count == 0 ? 0 : sum / count; }
    double deviation() const { return count == 0 ? 0 : 1.25 * size / count; }
};

Response response(const SideReader& reader, Point middle, bool rises) {
    const double line = reader.mean_along(middle, rises, 0);
    const double above = reader.mean_along(middle, rises, -beside), below = reader.mean_along(middle, rises, beside);
    return {static_cast<float>(line - (above + below) / 2), static_cast<float>(below - above)};
}

/// Mean contrast of the lines of one family by their numbers: of every second line, and of every third.
class LineClasses {
public:
    void add(int line, double contrast) {
        twos_[static_cast<std::size_t>(line & 1)].add(contrast);
        threes_[static_cast<std::size_t>((line % 3 + 3) % 3)].add(contrast);
    }
    double least() const {
        double least = std::numeric_limits<double>::max();
        for (const Mean& mean : twos_) least = std::min(least, mean.value());
        for (const Mean& mean : threes_) least = std::min(least, mean.value());
        return least;
    }

private:
    std::array<Mean, 2> twos_;
    std::array<Mean, 3> threes_;
};

constexpr int least_columns = 6, least_rows = 6;  // of a board: less is a strip along some frame
constexpr int most_strips = 4;

bool is_strip(const CellRect& region) {
    return region.columns() < least_columns || region.rows() < least_rows;
}

/// The same, but no strip.
Evidence search_wide_region(Sides sides) {
    Evidence evidence = search_region(sides, 0);
    for (int strip = 0; strip < most_strips && !evidence.region.is_empty() && is_strip(evidence.region); ++strip) {
        for (int j = evidence.region.top; j <= evidence.region.bottom; ++j) {
            for (int i = evidence.region.left; i <= evidence.region.right; ++i) {
                if (sides.holds(i, j)) sides.seen[sides.index(i, j)] = 0;
            }
        }
        evidence = search_region(sides, 0);
    }
    return evidence;
}

Evidence evidence_of(const Sides& sides) {
    Evidence evidence = search_wide_region(sides);
    const CellRect& region = evidence.region;
    Mean all, chance;
    LineClasses family_x, family_y;
    for (int j = region.top; j <= region.bottom; ++j) {
        for (int i = region.left; i <= region.right; ++i) {
            if (!sides.holds(i, j) || sides.in_picture[sides.index(i, j)] == 0) continue;
            const double contrast = static_cast<double>(sides.seen[sides.index(i, j)]);
            all.add(contrast);
            chance.add(static_cast<double>(sides.chance[sides.index(i, j)]));
            if (((i + j) & 1) == 0) {
                family_x.add((i + j) / 2, contrast);
            } else {
                family_y.add((i - j - 1) / 2, contrast);
            }
        }
    }
    evidence.contrast = all.value();
    evidence.lines = std::min(family_x.least(), family_y.least());
    // A lattice of twice the true size has lines in the middle of its cells too.
    evidence.contrast -= std::max(chance.value(), 0.0);
    evidence.lines -= std::max(chance.value(), 0.0);
    if (is_strip(region)) evidence.lines = 0;
    evidence.merit = std::max(evidence.lines, 0.0) * std::sqrt(static_cast<double>(std::min(all.count, enough_sides)));
    return evidence;
}

/// What all sides in the picture show, and how they do on the whole.
struct Responses {
    std::vector<Response> on_side, in_middle;  ///< by side: along it, and along the line through its upper cell
    Spread line, shade, line_by_chance, shade_by_chance;
};

Responses responses_of(const FlatPicture& flat, const Lattice& lattice, const Sides& sides) {
    const double half_width = lattice.width / 2, half_height = lattice.height / 2;
    const SideReader reader(flat, lattice);
    Responses all;
    all.on_side.resize(sides.seen.size());
    all.in_middle.resize(sides.seen.size());
    for (int j = sides.first_down; j < sides.first_down + sides.rows; ++j) {
        for (int i = sides.first_across; i < sides.first_across + sides.columns; ++i) {
            const std::size_t at = sides.index(i, j);
            if (sides.in_picture[at] == 0) continue;
            Response &on_side = all.on_side[at], &in_middle = all.in_middle[at];
            // A side of even i + j rises to the right. The line through the middle of its upper cell runs half a cell
            // above.
            const Point middle{lattice.x0 + (i - 0.5) * half_width, lattice.y0 + (j - 0.5) * half_height};
            const bool rises = ((i + j) & 1) == 0;
            on_side = response(reader, middle, rises);
            const double quarter = half_width / 2;
            in_middle = response(reader, {middle.x + (rises ? -quarter : quarter), middle.y - half_height / 2}, rises);
            // All cells of a row have one shade, and the next row has the other.
            if ((j & 1) != 0) {
                on_side.shade = -on_side.shade;
                in_middle.shade = -in_middle.shade;
            }
            all.line.add(on_side.line);
            all.shade.add(on_side.shade);
            all.line_by_chance.add(in_middle.line);
            all.shade_by_chance.add(in_middle.shade);
        }
    }
    return all;
}

/// What is common to the sides over what chance gives, weighed by how clear it is.
double weight_of(const Spread& seen, const Spread& chance) {
    const double deviation = std::max(chance.deviation(), 1e-3);
    return (seen.mean() - chance.mean()) / (deviation * deviation);
}

/// The sides with how clearly each shows what is common to them, and with what lines through the middle of cells show.
Sides with_clearness(Sides sides, const Responses& all, double of_line, double of_shade) {
    const double deviation = std::max(
        std::hypot(of_line * all.line_by_chance.deviation(), of_shade * all.shade_by_chance.deviation()), 1e-6);
    const auto clearness = [&](const Response& response) {
        const double sum =
            of_line * static_cast<double>(response.line) + of_shade * static_cast<double>(response.shade);
        return static_cast<float>(std::clamp(sum / deviation, -clear, clear) / clear);
    };
    for (int j = sides.first_down; j < sides.first_down + sides.rows; ++j) {
        for (int i = sides.first_across; i < sides.first_across + sides.columns; ++i) {
            const std::size_t at = sides.index(i, j);
            if (sides.in_picture[at] == 0) continue;
            sides.seen[at] = clearness(all.on_side[at]);
            const float above = clearness(all.in_middle[at]);
            // Half a cell below runs the line that is half a cell above the next side of this family.
            const int next = ((i + j) & 1) == 0 ? i + 1 : i - 1;
            const bool is_inside = sides.holds(next, j + 1) && sides.in_picture[sides.index(next, j + 1)] != 0;
            const float below = is_inside ? clearness(all.in_middle[sides.index(next, j + 1)]) : above;
            sides.chance[at] = (above + below) / 2;
        }
    }
    return sides;
}

}  // namespace

CommonSides measure_common(const FlatPicture& flat, const Lattice& lattice) {
    Sides sides = sides_in(flat.size, lattice);
    const Responses all = responses_of(flat, lattice, sides);
    CommonSides common;
    common.of_line = weight_of(all.line, all.line_by_chance);
    common.of_shade = weight_of(all.shade, all.shade_by_chance);
    common.sides = with_clearness(std::move(sides), all, common.of_line, common.of_shade);
    common.evidence = evidence_of(common.sides);
    return common;
}

}  // namespace tk::grid
