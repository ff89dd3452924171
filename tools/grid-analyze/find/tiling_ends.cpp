#include "grid-analyze/find/tiling_ends.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/tiling_borders.hpp"
#include "grid-analyze/find/tiling_cut.hpp"

namespace tk::grid {

using board::Geometry;
using board::Kind;
using board::Placement;

namespace {

constexpr double of_clear = 1.2;    // contrast of a board whose cells lack no side
constexpr double most_usual = 1.5;  // mean: the clearest part of a board shows more than the rest
constexpr double least_shown = 0.5, least_of_others = 0.1;  // over the mean: of a cell's sides, and of all but one
constexpr double of_line = 0.1;           // cells that show, of those of a line; one more is asked of each
constexpr double of_staying_line = 0.05;  // cells that show of one that the search took
constexpr double of_far_line = 0.25;      // the same behind lines that do not show
constexpr int furthest = 3;               // lines
constexpr double blank = 0.35;            // what a cell that does not show takes from the worth of one that does
constexpr double weight_of_cells = 2;     // over that of what the rim shows outwards
constexpr double usual_outwards = 0.5;    // mean of the sides at the rim, between what cells and nothing show
constexpr int most_rounds = 60, most_passes = 3;

/// Which cells show sides of their own.
class Cells {
public:
    Cells(const View& view, const CellRect& span)
        : view_(view),
          count_(view.field.geometry.is_hex() ? 6 : 4),
          steps_(steps_across(view, sides_of(view.field.geometry, view.field.placement))),
          contrast_(mean_of(view, span, 3)),
          mean_(std::clamp(contrast_, 0.01, most_usual)) {}

    /// Whether a line of cells at a border is of the board. Its sides towards the board say nothing, for the board has
    /// them anyway. Holes, windows and fighters hide most cells of some lines, but beside a board hardly any cell
    /// shows all its other sides.
    bool is_of_board(const CellRect& line, const Border& border, double share) const {
        return is_enough(seen_in(line, border), share);
    }

    /// Whether the outermost line at a border, of which the search took it that it is of the board, shows that it may
    /// be: one cell is enough where fighters or windows hide the others. Not so below, where the fronts of tiles go on
    /// with their upright sides.
    bool may_stay(const CellRect& line, const Border& border) const {
        if (has_fronts(border)) return is_of_board(line, border, of_line);
        const Seen seen = seen_in(line, border);
        return seen.shown >= 1 && seen.shown >= of_staying_line * seen.all;
    }

    /// Cells of some lines together, of which the last shows too: windows may leave but one cell of each.
    bool are_of_board(const CellRect& span, const Border& border, int lines) const {
        Seen sum;
        for (int by = 1; by <= lines; ++by) {
            const Seen one = seen_in(line_at(span, border, by), border);
            if (by == lines && one.shown == 0) return false;
            sum.shown += one.shown;
            sum.all += one.all;
        }
        return is_enough(sum, of_line);
    }

    /// How much speaks for a reading of hexagons: what all its cells show, and what those of the rim show outwards.
    double worth_of(const CellRect& span) const { return weight_of_cells * worth_of_cells(span) + worth_of_rim(span); }

private:
    /// What the cells of a reading of hexagons speak for it: the other one has half of the cells of two lines that
    /// there are not.
    double worth_of_cells(const CellRect& span) const {
        double worth = 0;
        for (int j = span.top; j <= span.bottom; ++j) {
            for (int i = span.left; i <= span.right; ++i) {
                const Shown* cell = view_.at(i, j);
                if (cell != nullptr && cell->is_inside) worth += shows(*cell, i, j, nullptr, false) ? 1 : -blank;
            }
        }
        return worth;
    }

    /// The same of the cells of the rim along which every second one stands out: what is no cell shows nothing
    /// outwards.
    double worth_of_rim(const CellRect& span) const {
        double worth = 0;
        for (const Border& border : borders) {
            if (border.is_column() != (view_.field.geometry.kind() == Kind::hex_pointy)) continue;
            const CellRect line = line_at(span, border, 0);
            for (int j = line.top; j <= line.bottom; ++j) {
                for (int i = line.left; i <= line.right; ++i) {
                    const Shown* cell = view_.at(i, j);
                    if (cell != nullptr && cell->is_inside) worth += outwards(*cell, i, j, span) - usual_outwards;
                }
            }
        }
        return worth;
    }

    struct Seen {
        int shown = 0, all = 0;
    };
    Seen seen_in(const CellRect& line, const Border& border) const {
        Seen seen;
        for (int j = line.top; j <= line.bottom; ++j) {
            for (int i = line.left; i <= line.right; ++i) {
                const Shown* cell = view_.at(i, j);
                if (cell == nullptr || !cell->is_inside) continue;
                ++seen.all;
                const bool is_end =
                    border.is_column() ? j == line.top || j == line.bottom : i == line.left || i == line.right;
                seen.shown += shows(*cell, i, j, &border, is_end) ? 1 : 0;
            }
        }
        return seen;
    }
    static bool is_enough(const Seen& seen, double share) {
        return seen.shown >= 2 && seen.shown >= 1 + share * seen.all;
    }

    /// Whether the fronts of tiles may show beyond a border: below it.
    bool has_fronts(const Border& border) const {
        return border.edge == &CellRect::bottom ||
               (border.edge == &CellRect::right && view_.field.geometry.kind() == Kind::diamond);
    }

    double value(const Shown& cell, std::size_t side) const {
        return std::clamp(static_cast<double>(cell.each[side]) / mean_, -0.5, strongest);
    }
    const CellStep& across(int col, int row, std::size_t side) const {
        return steps_[static_cast<std::size_t>(col & 1)][static_cast<std::size_t>(row & 1)][side];
    }

    /// Mean of what the sides of a cell show that lie at the rim of `span`.
    double outwards(const Shown& cell, int col, int row, const CellRect& span) const {
        double sum = 0;
        int sides = 0;
        for (std::size_t s = 0; s < count_; ++s) {
            const CellStep& step = across(col, row, s);
            const int i = col + step.cols, j = row + step.rows;
            if (i >= span.left && i <= span.right && j >= span.top && j <= span.bottom) continue;
            sum += value(cell, s);
            ++sides;
        }
        return sides == 0 ? 0 : sum / sides;
    }

    /// Whether nearly all sides are seen: all of the cell, or those that do not lie towards the board. `is_end`: of a
    /// line of cells at that border.
    bool shows(const Shown& cell, int col, int row, const Border* border, bool is_end) const {
        double sum = 0, lowest = strongest, second = strongest;
        int sides = 0;
        for (std::size_t s = 0; s < count_; ++s) {
            const CellStep& step = across(col, row, s);
            if (border != nullptr && (border->is_column() ? step.cols : step.rows) * border->outwards < 0) continue;
            const double shown = value(cell, s);
            sum += shown;
            ++sides;
            second = std::min(second, std::max(shown, lowest));
            lowest = std::min(lowest, shown);
        }
        // Below a board lies the front of its tiles, whose seams go on with the upright sides, but no lower side.
        // At the ends of a line the corners of a frame around the board have their outer sides, but no inner one. Cells
        // of faint boards lack one of theirs, too.
        const bool is_bottom = border != nullptr && has_fronts(*border);
        const bool may_be_other = !view_.field.geometry.is_hex() && (is_bottom || (is_end && contrast_ > of_clear));
        return sum >= least_shown * sides && (may_be_other ? lowest : second) >= least_of_others;
    }

    const View& view_;
    std::size_t count_;
    Steps steps_;
    double contrast_;  ///< what the sides of the board show
    double mean_;
};

/// Moves one border by a line or a few; false if it lies right.
bool move(const Cells& cells, CellRect& span, const Border& border) {
    for (int by = 1; by <= furthest; ++by) {  // the lines beside the board may lie behind something
        if (!cells.is_of_board(line_at(span, border, by), border, by == 1 ? of_line : of_far_line) &&
            !cells.are_of_board(span, border, by))
            continue;
        span = moved(span, border, by);
        return true;
    }
    const CellRect inner = moved(span, border, -1);
    if (!inner.is_large_enough()) return false;
    if (cells.may_stay(line_at(span, border, 0), border)) return false;
    span = inner;
    return true;
}

/// A span in one of the readings of a field.
struct Ends {
    CellRect span;
    double worth = 0;
};

Ends true_ends(const View& view, CellRect span) {
    for (int pass = 0; pass < most_passes; ++pass) {
        const Cells cells(view, span);
        const CellRect before = span;
        for (int round = 0; round < most_rounds; ++round) {
            bool has_moved = false;
            for (const Border& border : borders) has_moved |= move(cells, span, border);
            if (!has_moved) break;
        }
        if (span == before) break;
    }
    return {span, Cells(view, span).worth_of(span)};
}

}  // namespace

std::pair<Geometry, Placement> with_true_ends(const EdgeFields& fields, const Geometry& geometry,
                                              const Placement& placement) {
    const Field field = field_of(fields.suited(placement.width, placement.height), geometry.kind(), placement);
    const auto [pitch_x, pitch_y] = board::spacing(geometry.kind(), placement);
    const bool is_shifted = geometry.is_hex() && geometry.stagger() == board::Stagger::even;
    CellRect span;
    span.left = static_cast<int>(std::lround((placement.origin.x - field.placement.origin.x) / pitch_x));
    span.top = static_cast<int>(std::lround((placement.origin.y - field.placement.origin.y) / pitch_y));
    // The reading whose even lines are the shifted ones counts their cells from one earlier.
    if (is_shifted) --(geometry.kind() == Kind::hex_pointy ? span.left : span.top);
    span.right = span.left + geometry.cols() - 1;
    span.bottom = span.top + geometry.rows() - 1;
    View view{field, is_shifted};
    Ends ends = true_ends(view, span);
    if (geometry.is_hex()) {
        const View other{field, !is_shifted};
        const Ends others = true_ends(other, ends.span);
        if (others.worth > ends.worth) return board_of(other, others.span);
    }
    return board_of(view, ends.span);
}

CellRect with_true_ends(const View& view, const CellRect& span) {
    return true_ends(view, span).span;
}

}  // namespace tk::grid
