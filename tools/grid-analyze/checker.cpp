#include "grid-analyze/checker.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/checker_corners.hpp"
#include "grid-analyze/checker_fit.hpp"
#include "grid-analyze/rectangle.hpp"

namespace tk::grid {
namespace {

using board::Placement;

constexpr double corner_cost = 0.2;       // a corner must show more than this to speak for the board
constexpr double least_cell = 16;         // pixels: finer ones are hatching
constexpr double most_stretched = 1.08;   // width to height of a cell, either way
constexpr double least_agreement = 0.22;  // of a corner; lattices of chance reach 0.3, true ones begin at 0.4
constexpr int least_corners = 9;          // 4 x 4 cells: smaller is no board
constexpr double least_mean = 0.4;        // of the corners of a board

/// The rectangle of corners with the greatest sum of what they speak for the board.
CornerSpan best_span(const Corners& corners) {
    std::vector<double> values;
    values.reserve(corners.crossings.size());
    for (const Crossing& crossing : corners.crossings) values.push_back(crossing.share - corner_cost);
    const Rectangle best = best_rectangle(values, corners.columns, corners.rows);
    return {corners.left + best.left, corners.top + best.top, corners.left + best.right, corners.top + best.bottom};
}

/// The typical contrast of the corners in `span`.
double contrast_in(const Corners& corners, const CornerSpan& span) {
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
CornerSpan with_rim(const Corners& corners, CornerSpan span) {
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
            const CornerSpan before = span;
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
double mean_share(const Corners& corners, const CornerSpan& span) {
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
CornerSpan completed(const Corners& corners, const CornerSpan& span) {
    constexpr int side = 7;  // corners
    const int least = std::min(span.columns(), span.rows()), most = std::max(span.columns(), span.rows());
    if (most != side || least < 4 || least == side) return span;
    std::optional<CornerSpan> best;
    for (int top = span.bottom - side + 1; top <= span.top; ++top) {
        for (int left = span.right - side + 1; left <= span.left; ++left) {
            const CornerSpan next{left, top, left + side - 1, top + side - 1};
            if (!best || mean_share(corners, next) > mean_share(corners, *best)) best = next;
        }
    }
    return mean_share(corners, *best) > 0.35 ? *best : span;
}

std::optional<Checkerboard> follow(const BoxSums& sums, const Guess& guess) {
    Placement placement = guess.placement;
    CornerSpan span{
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
        const CornerSpan next = best_span(corners_of(sums, placement));
        if (next.columns() < 2 || next.rows() < 2) return std::nullopt;
        span = next;
        placement = climbed(sums, placement, span, round < 2 ? 0.08 * placement.width : 0.25, round < 2 ? 0.4 : 0.02);
    }
    const Corners corners = corners_of(sums, placement);
    const CornerSpan chess = completed(corners, with_rim(corners, span));
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

std::optional<Checkerboard> find_checkerboard(const BoxSums& sums, const std::vector<Guess>& guesses) {
    std::optional<Checkerboard> best;
    for (const Guess& guess : guesses) {
        const auto board = follow(sums, guess);
        if (board && (!best || weight_of(*board) > weight_of(*best))) best = board;
    }
    return best;
}

double corners_seen(const cv::Mat& gray, const Checkerboard& board) {
    const BoxSums sums(gray);
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
