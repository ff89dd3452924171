#include "grid-analyze/checker_fit.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/uphill.hpp"

namespace tk::grid {

using board::Placement;
using board::Point;

namespace {

/// Where the lines between cells of one axis are, by the greatest step between the shades near each: pitch and the
/// place of line 0, from a straight line through the medians of all cells beside each line.
struct Comb {
    double first = 0, pitch = 0;
};

std::optional<Comb> fitted_axis(const BoxSums& sums, const Placement& placement, const CornerSpan& span,
                                bool is_across) {
    const double size = is_across ? placement.width : placement.height;
    const double other = is_across ? placement.height : placement.width;
    const int first = is_across ? span.left : span.top, last = is_across ? span.right : span.bottom;
    const int from = is_across ? span.top : span.left, to = (is_across ? span.bottom : span.right) + 1;
    const double reach = std::max(0.14 * size, 2.0), width = 0.1 * size;
    double n = 0, sx = 0, sy = 0, sxx = 0, sxy = 0;
    for (int line = first; line <= last; ++line) {
        const Point at = corner(placement, line, line);
        const double expected = is_across ? at.x : at.y;
        std::vector<double> places;
        for (int k = from; k <= to; ++k) {
            // Cell k beside the line reaches from corner k - 1 to corner k.
            const Point end = corner(placement, k, k);
            const double high = (is_across ? end.y : end.x) - 0.15 * other, low = high - 0.7 * other;
            const int sign = sign_of(line, k);
            double most = 0, place = 0;
            for (double off = -reach; off <= reach; off += 0.25) {
                const double x = expected + off;
                const auto before = is_across ? sums.mean(x - width, low, x, high) : sums.mean(low, x - width, high, x);
                const auto after = is_across ? sums.mean(x, low, x + width, high) : sums.mean(low, x, high, x + width);
                if (!before || !after) continue;
                const double step = sign * (*before - *after);
                if (step <= most) continue;
                most = step;
                place = off;
            }
            if (most >= least_contrast) places.push_back(place);
        }
        if (places.size() < 3) continue;
        std::nth_element(places.begin(), places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2), places.end());
        const double median = expected + places[places.size() / 2];
        n += 1;
        sx += line;
        sy += median;
        sxx += static_cast<double>(line) * line;
        sxy += line * median;
    }
    const double spread = n * sxx - sx * sx;
    if (n < 3 || spread <= 0) return std::nullopt;
    const double pitch = (n * sxy - sx * sy) / spread;
    return Comb{(sy - pitch * sx) / n, pitch};
}

}  // namespace

double agreement(const BoxSums& sums, const Placement& placement, const CornerSpan& span) {
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

Placement climbed(const BoxSums& sums, Placement placement, const CornerSpan& span, double first_step,
                  double last_step) {
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

Placement fitted(const BoxSums& sums, Placement placement, const CornerSpan& span) {
    for (int round = 0; round < 2; ++round) {
        const auto x = fitted_axis(sums, placement, span, true), y = fitted_axis(sums, placement, span, false);
        if (!x || !y || std::abs(x->pitch / placement.width - 1) > 0.06 ||
            std::abs(y->pitch / placement.height - 1) > 0.06)
            break;
        placement = {{x->first - x->pitch / 2, y->first - y->pitch / 2}, x->pitch, y->pitch};
    }
    return placement;
}

}  // namespace tk::grid
