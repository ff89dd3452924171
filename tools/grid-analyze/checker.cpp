#include "grid-analyze/checker.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <opencv2/imgproc.hpp>

#include "grid-analyze/rectangle.hpp"

namespace tk::grid {
namespace {

using board::Placement;
using board::Point;

constexpr double box_share = 0.22;        // of a cell: the four boxes looked at around a corner
constexpr double box_gap = 0.05;          // between corner and box, as lines and blur lie there
constexpr double least_contrast = 3;      // grey levels
constexpr double corner_cost = 0.2;       // a corner must show more than this to speak for the board
constexpr double least_cell = 16;         // pixels: finer ones are hatching
constexpr double most_stretched = 1.08;   // width to height of a cell, either way
constexpr int most_looked_at = 9;         // corners along each axis while a lattice is moved
constexpr double least_agreement = 0.22;  // of a corner; lattices of chance reach 0.3, true ones begin at 0.4
constexpr int least_corners = 9;          // 4 x 4 cells: smaller is no board
constexpr double least_mean = 0.4;        // of the corners of a board

/// Mean brightness of boxes at the price of four look-ups.
class Sums {
public:
    explicit Sums(const cv::Mat& gray) { cv::integral(gray, sums_, CV_32S); }

    /// Mean of the box from (x0, y0) to (x1, y1), cut to the picture; nothing when little of it is inside. Parts of
    /// pixels count as such, so that the mean changes smoothly as the box moves.
    std::optional<double> mean(double x0, double y0, double x1, double y1) const {
        const double left = std::max(0.0, x0), top = std::max(0.0, y0);
        const double right = std::min(sums_.cols - 1.0, x1), bottom = std::min(sums_.rows - 1.0, y1);
        const double area = (right - left) * (bottom - top);
        if (right <= left || bottom <= top || area < 0.5 * (x1 - x0) * (y1 - y0)) return std::nullopt;
        return (at(right, bottom) - at(right, top) - at(left, bottom) + at(left, top)) / area;
    }

private:
    double at(double x, double y) const {
        const int i = std::min(static_cast<int>(x), sums_.cols - 2), j = std::min(static_cast<int>(y), sums_.rows - 2);
        const double u = x - i, v = y - j;
        const auto* above = sums_.ptr<int>(j) + i;
        const auto* below = sums_.ptr<int>(j + 1) + i;
        return (1 - v) * ((1 - u) * above[0] + u * above[1]) + v * ((1 - u) * below[0] + u * below[1]);
    }
    cv::Mat sums_;
};

/// Brightness of the four boxes around a corner: top left, top right, bottom left, bottom right.
using Quarters = std::array<double, 4>;

std::optional<Quarters> quarters(const Sums& sums, Point corner, double width, double height, double gap) {
    const double near_x = gap * width, near_y = gap * height;
    const double far_x = near_x + box_share * width, far_y = near_y + box_share * height;
    Quarters result{};
    std::size_t at = 0;
    for (const int down : {-1, 1}) {
        for (const int right : {-1, 1}) {
            const double x0 = corner.x + (right > 0 ? near_x : -far_x), y0 = corner.y + (down > 0 ? near_y : -far_y);
            const auto mean = sums.mean(x0, y0, x0 + box_share * width, y0 + box_share * height);
            if (!mean) return std::nullopt;
            result[at++] = *mean;
        }
    }
    return result;
}

/// How much both light quarters are lighter than both dark ones, where the top left is light if `sign` is 1: grey
/// levels, and as a share of what they differ at most. Hatched scans have strong and faint corners side by side, and
/// the share is the same for both; where the shades are not crosswise it is negative.
struct Crossing {
    double levels = 0, share = 0;
};

Crossing crossing(const Quarters& q, int sign) {
    const double levels =
        sign > 0 ? std::min(q[0], q[3]) - std::max(q[1], q[2]) : std::min(q[1], q[2]) - std::max(q[0], q[3]);
    const auto [low, high] = std::minmax_element(q.begin(), q.end());
    return {levels, std::clamp(1.4 * levels / (*high - *low + least_contrast), -0.5, 1.0)};
}

int sign_of(int i, int j) {
    return ((i + j) & 1) == 0 ? 1 : -1;
}

/// Corner (i, j) is the lower right corner of cell (i, j), which is light where i + j is even.
Point corner(const Placement& placement, int i, int j) {
    return {placement.origin.x + (i + 0.5) * placement.width, placement.origin.y + (j + 0.5) * placement.height};
}

struct Span {
    int left = 0, top = 0, right = -1, bottom = -1;  ///< corners, inclusive
    int columns() const { return right - left + 1; }
    int rows() const { return bottom - top + 1; }
    int count() const { return columns() * rows(); }
};

/// Sum of signed differences, each a share of what is there, over the corners of `span`: greatest where the lattice
/// lies exactly.
double agreement(const Sums& sums, const Placement& placement, const Span& span) {
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

/// Moves and stretches the lattice about the middle of `span` to the greatest agreement.
Placement climbed(const Sums& sums, Placement placement, const Span& span, double first_step, double last_step) {
    const double ci = (span.left + span.right) / 2.0 + 0.5, cj = (span.top + span.bottom) / 2.0 + 0.5;
    const double half_i = std::max(1.0, span.columns() / 2.0), half_j = std::max(1.0, span.rows() / 2.0);
    const auto changed = [&](const std::array<double, 4>& by) {
        Placement next = placement;
        next.width += by[2] / half_i;
        next.height += by[3] / half_j;
        next.origin.x += by[0] - ci * by[2] / half_i;
        next.origin.y += by[1] - cj * by[3] / half_j;
        return next;
    };
    double top = agreement(sums, placement, span);
    for (double step = first_step; step > last_step;) {
        bool is_better = false;
        for (std::size_t k = 0; k < 4; ++k) {
            for (const int way : {-1, 1}) {
                std::array<double, 4> by{};
                by[k] = way * step;
                const Placement next = changed(by);
                const double value = agreement(sums, next, span);
                if (value <= top) continue;
                top = value;
                placement = next;
                is_better = true;
                break;
            }
        }
        if (!is_better) step /= 2;
    }
    return placement;
}

/// All corners of the lattice in the picture and how crosswise they are.
struct Corners {
    int left = 0, top = 0, columns = 0, rows = 0;
    std::vector<Crossing> crossings;
    /// Of column and row, counted from `left` and `top`.
    const Crossing& at(int i, int j) const {
        return crossings[static_cast<std::size_t>(j) * static_cast<std::size_t>(columns) + static_cast<std::size_t>(i)];
    }
};

Corners corners_of(const Sums& sums, const Placement& p, const cv::Size& size) {
    Corners c;
    c.left = static_cast<int>(std::floor(-p.origin.x / p.width)) - 1;
    c.top = static_cast<int>(std::floor(-p.origin.y / p.height)) - 1;
    c.columns = static_cast<int>(std::ceil((size.width - p.origin.x) / p.width)) + 2 - c.left;
    c.rows = static_cast<int>(std::ceil((size.height - p.origin.y) / p.height)) + 2 - c.top;
    for (int j = 0; j < c.rows; ++j) {
        for (int i = 0; i < c.columns; ++i) {
            const auto q = quarters(sums, corner(p, c.left + i, c.top + j), p.width, p.height, box_gap);
            c.crossings.push_back(q ? crossing(*q, sign_of(c.left + i, c.top + j)) : Crossing{-1, -0.5});
        }
    }
    return c;
}

/// The rectangle of corners with the greatest sum of what they speak for the board.
Span best_span(const Corners& corners) {
    std::vector<double> values;
    values.reserve(corners.crossings.size());
    for (const Crossing& crossing : corners.crossings) values.push_back(crossing.share - corner_cost);
    const Rectangle best = best_rectangle(values, corners.columns, corners.rows);
    return {corners.left + best.left, corners.top + best.top, corners.left + best.right, corners.top + best.bottom};
}

/// The typical contrast of the corners in `span`.
double contrast_in(const Corners& corners, const Span& span) {
    std::vector<double> values;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i)
            values.push_back(corners.at(i - corners.left, j - corners.top).levels);
    }
    if (values.empty()) return 0;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(values.size() * 6 / 10);
    std::nth_element(values.begin(), at, values.end());
    return *at;
}

/// Lines of corners beside `span`, up to two away, in which many still show the shades crosswise: what stands on a
/// board or hangs over it hides the others.
Span with_rim(const Corners& corners, Span span) {
    const auto speaks = [&](int left, int top, int right, int bottom) {
        int seen = 0, all = 0;
        for (int j = top - corners.top; j <= bottom - corners.top; ++j) {
            for (int i = left - corners.left; i <= right - corners.left; ++i) {
                if (i < 0 || j < 0 || i >= corners.columns || j >= corners.rows) return false;
                seen += corners.at(i, j).share > 0.35 ? 1 : 0;
                ++all;
            }
        }
        return seen >= 2 && seen * 100 >= 32 * all;
    };
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (int by = 2; by >= 1; --by) {
            const Span before = span;
            if (speaks(span.left - by, span.top, span.left - by, span.bottom)) span.left -= by;
            if (speaks(span.right + by, span.top, span.right + by, span.bottom)) span.right += by;
            if (speaks(span.left, span.top - by, span.right, span.top - by)) span.top -= by;
            if (speaks(span.left, span.bottom + by, span.right, span.bottom + by)) span.bottom += by;
            has_grown |= span.count() != before.count();
        }
    }
    return span;
}

/// Mean of the shares over the corners of `span`; those outside the picture count against it.
double mean_share(const Corners& corners, const Span& span) {
    double sum = 0;
    for (int j = span.top - corners.top; j <= span.bottom - corners.top; ++j) {
        for (int i = span.left - corners.left; i <= span.right - corners.left; ++i) {
            const bool is_known = i >= 0 && j >= 0 && i < corners.columns && j < corners.rows;
            sum += is_known ? corners.at(i, j).share : -0.5;
        }
    }
    return sum / span.count();
}

/// Nearly all boards of eight by a few less are chess boards whose first and last rows are full of pieces, which hide
/// the corners there: the eight by eight around `span` that shows most.
Span completed(const Corners& corners, const Span& span) {
    constexpr int side = 7;  // corners
    const int least = std::min(span.columns(), span.rows()), most = std::max(span.columns(), span.rows());
    if (most != side || least < 4 || least == side) return span;
    std::optional<Span> best;
    for (int top = span.bottom - side + 1; top <= span.top; ++top) {
        for (int left = span.right - side + 1; left <= span.left; ++left) {
            const Span next{left, top, left + side - 1, top + side - 1};
            if (!best || mean_share(corners, next) > mean_share(corners, *best)) best = next;
        }
    }
    return mean_share(corners, *best) > 0.35 ? *best : span;
}

/// Where the lines between cells of one axis are, by the greatest step between the shades near each: pitch and the
/// place of line 0, from a straight line through the medians of all cells beside each line.
struct Comb {
    double first = 0, pitch = 0;
};

std::optional<Comb> fitted_axis(const Sums& sums, const Placement& placement, const Span& span, bool is_across) {
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

/// The lattice moved onto the edges of the shades; pieces hide some of them, but hardly most along a line.
Placement fitted(const Sums& sums, Placement placement, const Span& span) {
    for (int round = 0; round < 2; ++round) {
        const auto x = fitted_axis(sums, placement, span, true), y = fitted_axis(sums, placement, span, false);
        if (!x || !y || std::abs(x->pitch / placement.width - 1) > 0.06 ||
            std::abs(y->pitch / placement.height - 1) > 0.06)
            break;
        placement = {{x->first - x->pitch / 2, y->first - y->pitch / 2}, x->pitch, y->pitch};
    }
    return placement;
}

std::optional<Checkerboard> follow(const Sums& sums, const cv::Size& size, const Guess& guess) {
    Placement placement = guess.placement;
    Span span{
        static_cast<int>(std::ceil((guess.window.x - placement.origin.x) / placement.width)),
        static_cast<int>(std::ceil((guess.window.y - placement.origin.y) / placement.height)),
        static_cast<int>(std::floor((guess.window.x + guess.window.width - placement.origin.x) / placement.width)) - 1,
        static_cast<int>(std::floor((guess.window.y + guess.window.height - placement.origin.y) / placement.height)) -
            1};
    if (span.columns() < 2 || span.rows() < 2) return std::nullopt;
    placement = climbed(sums, placement, span, 0.25 * placement.width, 0.03 * placement.width);
    if (agreement(sums, placement, span) < least_agreement * std::min(span.count(), most_looked_at * most_looked_at))
        return std::nullopt;
    for (int round = 0; round < 4; ++round) {
        const Span next = best_span(corners_of(sums, placement, size));
        if (next.columns() < 2 || next.rows() < 2) return std::nullopt;
        span = next;
        placement = climbed(sums, placement, span, round < 2 ? 0.08 * placement.width : 0.25, round < 2 ? 0.4 : 0.02);
    }
    const Corners corners = corners_of(sums, placement, size);
    const Span chess = completed(corners, with_rim(corners, span));
    if (chess.count() != span.count()) {
        span = chess;
        placement = climbed(sums, placement, span, 0.25, 0.02);
    }
    placement = fitted(sums, placement, span);
    Checkerboard found;
    found.contrast = contrast_in(corners, span);
    double sum = 0;
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i)
            sum += std::max(corners.at(i - corners.left, j - corners.top).share, 0.0);
    }
    found.corners = sum / span.count();
    found.cols = span.columns() + 1;
    found.rows = span.rows() + 1;
    found.placement = placement;
    found.placement.origin.x += span.left * placement.width;
    found.placement.origin.y += span.top * placement.height;
    const double stretch = placement.width / placement.height;
    if (std::max(stretch, 1 / stretch) > most_stretched || std::min(placement.width, placement.height) < least_cell ||
        span.count() < least_corners || span.columns() < 3 || span.rows() < 3 || found.contrast < least_contrast ||
        found.corners < least_mean)
        return std::nullopt;
    return found;
}

double weight_of(const Checkerboard& board) {
    return (board.corners - 0.4) * std::sqrt(std::min((board.cols - 1) * (board.rows - 1), 300)) *
           std::sqrt(std::min(board.contrast, 40.0));
}

}  // namespace

std::optional<Checkerboard> find_checkerboard(const cv::Mat& gray, const std::vector<Guess>& guesses) {
    if (guesses.empty()) return std::nullopt;
    const Sums sums(gray);
    std::optional<Checkerboard> best;
    for (const Guess& guess : guesses) {
        const auto board = follow(sums, gray.size(), guess);
        if (board && (!best || weight_of(*board) > weight_of(*best))) best = board;
    }
    return best;
}

double corners_seen(const cv::Mat& gray, const Checkerboard& board) {
    const Sums sums(gray);
    double sum = 0;
    for (int j = 0; j + 1 < board.rows; ++j) {
        for (int i = 0; i + 1 < board.cols; ++i) {
            const auto& p = board.placement;
            const auto q = quarters(sums, corner(p, i, j), p.width, p.height, box_gap);
            if (!q) continue;
            sum += std::max({crossing(*q, sign_of(i, j)).share, crossing(*q, -sign_of(i, j)).share, 0.0});
        }
    }
    return sum / ((board.cols - 1) * (board.rows - 1));
}

}  // namespace tk::grid
