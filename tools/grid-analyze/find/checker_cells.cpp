#include "grid-analyze/find/checker_cells.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "stats/middle_value.hpp"

namespace tk::grid {
namespace {

using board::Placement;
using board::Point;

/// What speaks for the shades in turn and what against.
struct Votes {
    double own = 0, other = 0;
};

constexpr double clear_share = 0.35;    // of a corner whose shades are taken as known
constexpr double least_rest = 0.35;     // of what is left of an eight by eight
constexpr double least_of_rest = 0.15;  // of its patches that speak for it, less those against it
// Cells are looked at in this many patches, one in each corner, most of which whatever stands on a cell leaves free,
// also where it hides the corners between cells.
constexpr std::size_t patches = 4;
constexpr double patch = 0.17, patch_gap = 0.06;  // of a cell: the four patches in its corners
constexpr double most_beyond = 2;                 // half contrasts from the middle of both shades: the rest is neither
constexpr double corner_beyond = 3;               // the same around corners, where lines are as well
constexpr double least_seen = 0.25;               // of a row: what is neither shade counts for nothing
constexpr double least_row = 0.5, least_half = 0.2;  // of rows of cells, and of their light and their dark cells

/// How clearly patch `k` (across first) of cell (i, j) shows the shade that is the cell's turn, 1, or the other one,
/// -1; 0 where it shows neither.
double own_shade(const BoxSums& sums, const Placement& placement, const Shades& shades, int i, int j, std::size_t k) {
    const Point end = corner(placement, i, j);
    const double w = placement.width, h = placement.height;
    const double x = end.x - (k & 1 ? patch_gap + patch : 1 - patch_gap) * w;
    const double y = end.y - (k & 2 ? patch_gap + patch : 1 - patch_gap) * h;
    const auto mean = sums.mean(x, y, x + patch * w, y + patch * h);
    if (!mean) return 0;
    const double over = (*mean - (shades.light + shades.dark) / 2) / ((shades.light - shades.dark) / 2);
    return std::abs(over) > most_beyond ? 0 : sign_of(i, j) * std::clamp(over, -1.0, 1.0);
}

/// How many times more speak for the board than against it, -1..1.
double clearness(const Votes& votes) {
    return (votes.own - votes.other) / (votes.own + votes.other + 1e-9);
}

/// Whether the cells from (left, top) to (right, bottom), a row or a column, show the shades in turn. Both halves must
/// along their whole length: beside a gap begins another board, whose shades may lie in turn as well.
bool speak(const BoxSums& sums, const Placement& placement, const Shades& shades, int left, int top, int right,
           int bottom) {
    std::array<Votes, 2> turns, sides;
    Votes all;
    for (int j = top; j <= bottom; ++j) {
        for (int i = left; i <= right; ++i) {
            for (std::size_t k = 0; k < patches; ++k) {
                const double vote = own_shade(sums, placement, shades, i, j, k);
                const std::size_t side = left == right ? k & 1 : k >> 1;
                for (Votes* votes : {&all, &turns[sign_of(i, j) > 0 ? 0 : 1], &sides[side]})
                    (vote > 0 ? votes->own : votes->other) += std::abs(vote);
            }
        }
    }
    const double count = static_cast<double>(patches) * (right - left + 1) * (bottom - top + 1);
    const auto is_seen = [&](const Votes& side) { return side.own + side.other >= least_seen * count / 2; };
    return is_seen(sides[0]) && is_seen(sides[1]) && clearness(all) >= least_row &&
           std::min({clearness(turns[0]), clearness(turns[1]), clearness(sides[0]), clearness(sides[1])}) >= least_half;
}

/// Those of the cells of `all` outside `known`; both are given by their corners.
Votes votes_beyond(const BoxSums& sums, const Placement& placement, const Shades& shades, const CellRect& all,
                   const CellRect& known) {
    Votes votes;
    for (int j = all.top; j <= all.bottom + 1; ++j) {
        for (int i = all.left; i <= all.right + 1; ++i) {
            if (i >= known.left && i <= known.right + 1 && j >= known.top && j <= known.bottom + 1) continue;
            for (std::size_t k = 0; k < patches; ++k) {
                const double vote = own_shade(sums, placement, shades, i, j, k);
                (vote > 0 ? votes.own : votes.other) += std::abs(vote);
            }
        }
    }
    return votes;
}

/// Whether one of the quarters is neither shade.
bool is_hidden(const Quarters& q, const Shades& shades) {
    const double middle = (shades.light + shades.dark) / 2;
    const double most = corner_beyond * (shades.light - shades.dark) / 2 + least_contrast;
    return std::any_of(q.begin(), q.end(), [&](double value) { return std::abs(value - middle) > most; });
}

}  // namespace

std::optional<Shades> shades_around(const BoxSums& sums, const Placement& placement, const CellRect& span) {
    std::vector<double> light, dark;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const auto q = quarters(sums, corner(placement, i, j), placement.width, placement.height, box_gap);
            if (!q || crossing(*q, sign_of(i, j)).share < clear_share) continue;
            const bool is_light_first = sign_of(i, j) > 0;
            for (std::size_t k = 0; k < q->size(); ++k) {
                const bool is_first = k == 0 || k == 3;
                (is_first == is_light_first ? light : dark).push_back((*q)[k]);
            }
        }
    }
    if (light.empty()) return std::nullopt;
    return Shades{stats::middle_value(std::move(light)), stats::middle_value(std::move(dark))};
}

bool hides_corner(const BoxSums& sums, const Placement& placement, const Shades& shades, int i, int j) {
    const auto q = quarters(sums, corner(placement, i, j), placement.width, placement.height, box_gap);
    return q && is_hidden(*q, shades);
}

ShownCrosswise shown_crosswise(const BoxSums& sums, const Placement& placement, const CellRect& span) {
    const auto shades = shades_around(sums, placement, span);
    if (!shades) return {};
    ShownCrosswise shown;
    double sum = 0;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const auto q = quarters(sums, corner(placement, i, j), placement.width, placement.height, box_gap);
            if (!q || is_hidden(*q, *shades)) continue;
            ++shown.corners;
            sum += std::max(crossing(*q, sign_of(i, j)).share, 0.0);
        }
    }
    shown.cells = cell_clearness(sums, placement, *shades, span, {0, 0, -2, -2});
    shown.share = sum / std::max(shown.corners, (span.count() + 1) / 2);
    return shown;
}

double cell_clearness(const BoxSums& sums, const Placement& placement, const Shades& shades, const CellRect& all,
                      const CellRect& known) {
    return clearness(votes_beyond(sums, placement, shades, all, known));
}

CellRect grown_by_cells(const BoxSums& sums, const Placement& placement, CellRect span) {
    const auto shades = shades_around(sums, placement, span);
    if (!shades || shades->light - shades->dark < least_contrast) return span;
    // The cells of a span reach from its first corner's to the one after its last.
    const auto row = [&](int j) { return speak(sums, placement, *shades, span.left, j, span.right + 1, j); };
    const auto column = [&](int i) { return speak(sums, placement, *shades, i, span.top, i, span.bottom + 1); };
    for (bool has_grown = true; has_grown;) {
        const CellRect before = span;
        if (column(span.left - 1)) --span.left;
        if (column(span.right + 2)) ++span.right;
        if (row(span.top - 1)) --span.top;
        if (row(span.bottom + 2)) ++span.bottom;
        has_grown = span.count() != before.count();
    }
    return span;
}

CellRect completed_to_eight(const BoxSums& sums, const Placement& placement, const CellRect& span) {
    constexpr int side = 7;  // corners
    const int least = std::min(span.columns(), span.rows()), most = std::max(span.columns(), span.rows());
    const auto shades = shades_around(sums, placement, span);
    if (most > side || least < 3 || least == side || !shades) return span;
    std::optional<CellRect> best;
    Votes best_votes;
    for (int top = span.bottom - side + 1; top <= span.top; ++top) {
        for (int left = span.right - side + 1; left <= span.left; ++left) {
            const CellRect next{left, top, left + side - 1, top + side - 1};
            const Votes votes = votes_beyond(sums, placement, *shades, next, span);
            if (best && votes.own - votes.other <= best_votes.own - best_votes.other) continue;
            best = next;
            best_votes = votes;
        }
    }
    // Around a smaller board art or a window shows next to nothing of either shade.
    const double patches_beyond = static_cast<double>(patches) * (8 * 8 - (span.columns() + 1) * (span.rows() + 1));
    const bool is_seen = best_votes.own - best_votes.other >= least_of_rest * patches_beyond;
    return is_seen && clearness(best_votes) >= (most == side ? least_half : least_rest) ? *best : span;
}

}  // namespace tk::grid
