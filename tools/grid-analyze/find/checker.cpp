#include "grid-analyze/find/checker.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/checker_cells.hpp"
#include "grid-analyze/find/checker_corners.hpp"
#include "grid-analyze/find/checker_fit.hpp"
#include "grid-analyze/find/rectangle.hpp"

namespace tk::grid {
namespace {

using board::Placement;
using board::Point;

constexpr double corner_cost = 0.2;      // a corner must show more than this to speak for the board
constexpr double hidden_cost = 0.1;      // of a corner that something hides
constexpr double most_stretched = 1.08;  // width to height of a cell, either way
constexpr double stretching_slant = 0.015, most_slanted = 1.3;  // from this slant on cells may be as stretched as this
constexpr double shown_slant = 0.025;                           // boards seen straight reach 0.012
constexpr double least_agreement = 0.22;   // of a corner; lattices of chance reach 0.3, true ones begin at 0.4
constexpr double least_at_first = 0.04;    // the same where a guess lies; true ones begin at 0.08
constexpr int least_corners = 9;           // 4 x 4 cells: smaller is no board
constexpr double least_mean = 0.4;         // of the corners of a board
constexpr double clear_cells = 0.85;       // of a board at an angle that is still taken for whole
constexpr double least_of_contrast = 0.3;  // of a corner
constexpr double least_rim = 0.3;          // of the cells beside the board whose corners show crosswise
constexpr double most_off = 0.15;          // of a cell: between the lattices of both halves of a board

/// How crosswise a corner shows the shades of a board: lines of text do so, too, but by much less than these differ.
double share_of(const Crossing& corner, const std::optional<Shades>& shades) {
    const double least = shades ? least_of_contrast * (shades->light - shades->dark) : 0;
    return corner.levels >= least ? corner.share : std::min(corner.share, 0.0);
}

/// The rectangle of corners with the greatest sum of what they speak for the board. Corners that something hides, as
/// pieces and windows do, say little either way: they show neither of the shades around `span`.
CellRect best_span(const BoxSums& sums, const Placement& placement, const CellRect& span) {
    const Corners corners = corners_of(sums, placement);
    const auto shades = shades_around(sums, placement, span);
    std::vector<double> values;
    values.reserve(corners.crossings.size());
    for (int j = 0; j < corners.rows; ++j) {
        for (int i = 0; i < corners.columns; ++i) {
            const double share = share_of(corners.at(i, j), shades);
            const bool is_hidden = share < corner_cost && shades &&
                                   hides_corner(sums, placement, *shades, corners.left + i, corners.top + j);
            values.push_back(is_hidden ? -hidden_cost : share - corner_cost);
        }
    }
    return best_rectangle(values, corners.columns, corners.rows).cells.shifted(corners.left, corners.top);
}

/// Lines of corners beside `span`, up to two away, in which many still show the shades crosswise: what stands on a
/// board or hangs over it hides the others.
CellRect with_rim(const Corners& corners, const std::optional<Shades>& shades, CellRect span) {
    const auto speaks = [&](int left, int top, int right, int bottom) {
        int seen = 0, all = 0;
        for (int j = top - corners.top; j <= bottom - corners.top; ++j) {
            for (int i = left - corners.left; i <= right - corners.left; ++i) {
                if (i < 0 || j < 0 || i >= corners.columns || j >= corners.rows) return false;
                seen += share_of(corners.at(i, j), shades) > 0.35 ? 1 : 0;
                ++all;
            }
        }
        return seen >= 2 && seen * 100 >= 32 * all;
    };
    for (bool has_grown = true; has_grown;) {
        has_grown = false;
        for (int by = 2; by >= 1; --by) {
            const CellRect before = span;
            if (speaks(span.left - by, span.top, span.left - by, span.bottom)) span.left -= by;
            if (speaks(span.right + by, span.top, span.right + by, span.bottom)) span.right += by;
            if (speaks(span.left, span.top - by, span.right, span.top - by)) span.top -= by;
            if (speaks(span.left, span.bottom + by, span.right, span.bottom + by)) span.bottom += by;
            has_grown |= span.count() != before.count();
        }
    }
    return span;
}

/// `span` with all beside it that corners and cells say is the board's.
CellRect grown(const BoxSums& sums, const Placement& placement, const CellRect& span) {
    const auto shades = shades_around(sums, placement, span);
    const CellRect wider = with_rim(corners_of(sums, placement), shades, span);
    const bool is_of_board = shades && cell_clearness(sums, placement, *shades, wider, span) >= least_rim;
    return grown_by_cells(sums, placement, is_of_board ? wider : span);
}

/// A lattice and the corners of it that are a board's.
struct Followed {
    Placement placement;
    CellRect span;
};

/// The lattice moved onto the board and the corners that show it.
std::optional<Followed> settled(const BoxSums& sums, Followed board) {
    auto& [placement, span] = board;
    for (int round = 0; round < 4; ++round) {
        span = best_span(sums, placement, span);
        if (span.columns() < 2 || span.rows() < 2) return std::nullopt;
        placement = climbed(sums, placement, span, round < 2 ? 0.08 * placement.width : 0.25, round < 2 ? 0.4 : 0.02);
    }
    for (int round = 0; round < 3; ++round) {
        const CellRect next = grown(sums, placement, span);
        if (next.count() == span.count()) break;
        span = next;
        placement = climbed(sums, placement, span, 0.25, 0.02);
    }
    return board;
}

/// Two boards side by side, less than a cell apart, look like one with a lattice that is stretched between them: the
/// half that shows its shades better, with the lattice it has by itself, if the other half has another.
std::optional<Followed> apart(const BoxSums& sums, const Followed& board) {
    const CellRect& span = board.span;
    const bool is_across = span.columns() >= span.rows();
    const int count = is_across ? span.columns() : span.rows(), half = count / 2;
    if (count < 9) return std::nullopt;
    Followed first = board, second = board;
    (is_across ? first.span.right : first.span.bottom) = (is_across ? span.left : span.top) + half - 1;
    (is_across ? second.span.left : second.span.top) = (is_across ? span.right : span.bottom) - half + 1;
    for (Followed* part : {&first, &second})
        part->placement = climbed(sums, part->placement, part->span, 0.08 * part->placement.width, 0.02);
    const int seam = (is_across ? span.left + span.right : span.top + span.bottom) / 2;
    const Point a = corner(first.placement, seam, seam), b = corner(second.placement, seam, seam);
    const double off = is_across ? (b.x - a.x) / board.placement.width : (b.y - a.y) / board.placement.height;
    if (std::abs(off) < most_off) return std::nullopt;
    return agreement(sums, first.placement, first.span) >= agreement(sums, second.placement, second.span) ? first
                                                                                                          : second;
}

std::optional<Checkerboard> follow(const BoxSums& sums, const Guess& guess) {
    Placement placement = guess.placement;
    CellRect span{
        static_cast<int>(std::ceil((guess.window.x - placement.origin.x) / placement.width)),
        static_cast<int>(std::ceil((guess.window.y - placement.origin.y) / placement.height)),
        static_cast<int>(std::floor((guess.window.x + guess.window.width - placement.origin.x) / placement.width)) - 1,
        static_cast<int>(std::floor((guess.window.y + guess.window.height - placement.origin.y) / placement.height)) -
            1};
    if (span.columns() < 2 || span.rows() < 2) return std::nullopt;
    const int looked_at = std::min(span.count(), most_looked_at * most_looked_at);
    if (agreement(sums, placement, span) < least_at_first * looked_at) return std::nullopt;
    placement = climbed(sums, placement, span, 0.25 * placement.width, 0.03 * placement.width);
    if (agreement(sums, placement, span) < least_agreement * looked_at) return std::nullopt;
    std::optional<Followed> followed = settled(sums, {placement, span});
    for (int round = 0; followed && round < 3; ++round) {
        const auto half = apart(sums, *followed);
        if (!half) break;
        followed = settled(sums, *half);
    }
    if (!followed) return std::nullopt;
    std::tie(placement, span) = std::tie(followed->placement, followed->span);
    Checkerboard found;
    const auto shades = shades_around(sums, placement, span);
    if (!shades) return std::nullopt;
    found.contrast = shades->light - shades->dark;
    found.slant = slant(sums, placement, span, found.contrast).value_or(0);
    const CellRect chess = completed_to_eight(sums, placement, span);
    // The other cells of a board at an angle lie beside the lattice, unless the angle is small.
    const bool is_seen =
        found.slant <= shown_slant || cell_clearness(sums, placement, *shades, chess, {0, 0, -2, -2}) >= clear_cells;
    if (chess.count() != span.count() && is_seen) {
        span = chess;
        placement = climbed(sums, placement, span, 0.25, 0.02);
    }
    placement = fitted(sums, placement, span, found.contrast);
    const ShownCrosswise shown = shown_crosswise(sums, placement, span);
    found.corners = shown.share;
    found.seen = shown.corners;
    found.cells = shown.cells;
    found.cols = span.columns() + 1;
    found.rows = span.rows() + 1;
    found.placement = placement;
    found.placement.origin.x += span.left * placement.width;
    found.placement.origin.y += span.top * placement.height;
    const double stretch = placement.width / placement.height;
    const bool is_square =
        std::max(stretch, 1 / stretch) <= (found.slant > stretching_slant ? most_slanted : most_stretched);
    if (!is_square || std::min(placement.width, placement.height) < least_checker || span.count() < least_corners ||
        span.columns() < 3 || span.rows() < 3 || found.contrast < least_contrast || found.corners < least_mean)
        return std::nullopt;
    return found;
}

double weight_of(const Checkerboard& board) {
    return ((board.corners + board.cells) / 2 - 0.4) * std::sqrt(std::min(board.seen, 300)) *
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

}  // namespace tk::grid
