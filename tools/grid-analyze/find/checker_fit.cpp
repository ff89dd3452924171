#include "grid-analyze/find/checker_fit.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/find/uphill.hpp"

namespace tk::grid {

using board::Placement;
using board::Point;

namespace {

constexpr double most_step = 1.8;          // times the contrast between the shades
constexpr double strip = 0.18;             // of a side: the length of the two parts that are looked at
constexpr double strips[] = {0.04, 0.78};  // of a side: where they begin, for pieces stand beside the middle

/// Where the lines between cells of one axis are, by the greatest step between the shades near each: pitch and the
/// place of line 0, from a straight line through the medians of all cells beside each line. Drawn lines and the ink of
/// dark cells move the steps to the side of the light cell, which is the other one from cell to cell, so that the
/// medians of both turns count alike. Steps much greater than between the shades are those of pieces.
struct Comb {
    double first = 0, pitch = 0;
};

double median_of(std::vector<double>& values) {
    std::sort(values.begin(), values.end());
    return (values[(values.size() - 1) / 2] + values[values.size() / 2]) / 2;
}

/// The straight line through places (y) by their numbers (x).
std::optional<Comb> through(const std::vector<Point>& lines) {
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (const Point& line : lines) {
        n += 1;
        sx += line.x;
        sy += line.y;
        sxx += line.x * line.x;
        sxy += line.x * line.y;
    }
    const double spread = n * sxx - sx * sx;
    if (n < 3 || spread <= 0) return std::nullopt;
    const double pitch = (n * sxy - sx * sy) / spread;
    return Comb{(sy - pitch * sx) / n, pitch};
}

std::optional<Comb> fitted_axis(const BoxSums& sums, const Placement& placement, const CellRect& span, double contrast,
                                bool is_across) {
    const double size = is_across ? placement.width : placement.height;
    const double other = is_across ? placement.height : placement.width;
    const int first = is_across ? span.left : span.top, last = is_across ? span.right : span.bottom;
    const int from = is_across ? span.top : span.left, to = (is_across ? span.bottom : span.right) + 1;
    const double reach = std::max(0.14 * size, 2.0), width = 0.1 * size;
    const double off_step = std::max(0.25, 0.008 * size);  // the median of many places is finer
    std::vector<Point> lines;                              // number and place
    for (int line = first; line <= last; ++line) {
        const Point at = corner(placement, line, line);
        const double expected = is_across ? at.x : at.y;
        std::array<std::vector<double>, 2> places;
        for (int k = from; k <= to; ++k) {
            // Cell k beside the line reaches from corner k - 1 to corner k.
            const Point end = corner(placement, k, k);
            const double side_end = is_across ? end.y : end.x;
            const int sign = sign_of(line, k);
            for (const double from_end : strips) {
                const double low = side_end - (from_end + strip) * other, high = low + strip * other;
                double most = 0, place = 0;
                for (double off = -reach; off <= reach; off += off_step) {
                    const double x = expected + off;
                    const auto before =
                        is_across ? sums.mean(x - width, low, x, high) : sums.mean(low, x - width, high, x);
                    const auto after =
                        is_across ? sums.mean(x, low, x + width, high) : sums.mean(low, x, high, x + width);
                    if (!before || !after) continue;
                    const double step = sign * (*before - *after);
                    if (step <= most) continue;
                    most = step;
                    place = off;
                }
                if (most >= least_contrast && most <= most_step * contrast) places[sign > 0 ? 0 : 1].push_back(place);
            }
        }
        if (places[0].size() + places[1].size() < 2) continue;
        if (places[0].empty()) places[0] = places[1];
        if (places[1].empty()) places[1] = places[0];
        const double median = expected + (median_of(places[0]) + median_of(places[1])) / 2;
        lines.push_back({static_cast<double>(line), median});
    }
    auto comb = through(lines);
    if (!comb) return comb;
    // Once more without the lines that lie elsewhere: along them pieces show steps of their own.
    std::vector<double> offs;
    for (const Point& line : lines) offs.push_back(std::abs(line.y - comb->first - comb->pitch * line.x));
    std::vector<double> sorted = offs;
    const double most_off = std::max(2 * median_of(sorted), 0.5);
    std::vector<Point> kept;
    for (std::size_t k = 0; k < lines.size(); ++k) {
        if (offs[k] <= most_off) kept.push_back(lines[k]);
    }
    return kept.size() >= 4 ? through(kept) : comb;
}

}  // namespace

double agreement(const BoxSums& sums, const Placement& placement, const CellRect& span) {
    double sum = 0;
    const int step_i = std::max(1, span.columns() / most_looked_at), step_j = std::max(1, span.rows() / most_looked_at);
    for (int j = span.top; j <= span.bottom; j += step_j) {
        for (int i = span.left; i <= span.right; i += step_i) {
            const Point p = corner(placement, i, j);
            const auto q = quarters(sums, p, placement.width, placement.height, 0);
            if (!q) continue;
            const auto [low, high] = std::minmax_element(q->begin(), q->end());
            sum += sign_of(i, j) * ((*q)[0] + (*q)[3] - (*q)[1] - (*q)[2]) / (*high - *low + least_contrast);
        }
    }
    return sum;
}

Placement climbed(const BoxSums& sums, Placement placement, const CellRect& span, double first_step, double last_step) {
    const double ci = (span.left + span.right) / 2.0 + 0.5, cj = (span.top + span.bottom) / 2.0 + 0.5;
    const double half_i = std::max(1.0, span.columns() / 2.0), half_j = std::max(1.0, span.rows() / 2.0);
    const auto changed = [&](const Placement& from, const Shift& by) {
        Placement next = from;
        next.width += by[2] / half_i;
        next.height += by[3] / half_j;
        next.origin.x += by[0] - ci * by[2] / half_i;
        next.origin.y += by[1] - cj * by[3] / half_j;
        return next;
    };
    return uphill(placement, first_step, last_step, changed,
                  [&](const Placement& next) { return agreement(sums, next, span); });
}

Placement fitted(const BoxSums& sums, Placement placement, const CellRect& span, double contrast) {
    for (int round = 0; round < 2; ++round) {
        const auto x = fitted_axis(sums, placement, span, contrast, true),
                   y = fitted_axis(sums, placement, span, contrast, false);
        if (!x || !y || std::abs(x->pitch / placement.width - 1) > 0.06 ||
            std::abs(y->pitch / placement.height - 1) > 0.06)
            break;
        placement = {{x->first - x->pitch / 2, y->first - y->pitch / 2}, x->pitch, y->pitch};
    }
    return placement;
}

std::optional<double> slant(const BoxSums& sums, const Placement& placement, const CellRect& span, double contrast) {
    std::optional<double> most;
    for (const bool is_across : {true, false}) {
        // A span's cells are one more than its corners.
        const int count = (is_across ? span.rows() : span.columns()) + 1, half = count / 2;
        CellRect near = span, far = span;
        (is_across ? near.bottom : near.right) -= count - half;
        (is_across ? far.top : far.left) += count - half;
        const auto a = fitted_axis(sums, placement, near, contrast, is_across);
        const auto b = fitted_axis(sums, placement, far, contrast, is_across);
        if (!a || !b) continue;
        const double cells = count - half;  // from the middle of one half to that of the other
        const double size = is_across ? placement.width : placement.height;
        for (const int line : {is_across ? span.left : span.top, is_across ? span.right : span.bottom}) {
            const double off = std::abs(a->first + a->pitch * line - b->first - b->pitch * line) / (cells * size);
            most = std::max(most.value_or(0), off);
        }
    }
    return most;
}

}  // namespace tk::grid
