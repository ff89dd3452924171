#include "grid-analyze/find/tiling_rim.hpp"

#include <algorithm>

#include "grid-analyze/find/tiling_borders.hpp"

namespace tk::grid {
namespace {

constexpr double usual = 0.5;       // over the mean: a side that shows more speaks for the board
constexpr double least_near = 0.4;  // of the sides towards the board, over the mean
constexpr int least_inside = 40;    // of a hundred cells
constexpr int most_rounds = 40;

/// What the sides of a line of cells say.
struct Verdict {
    int heard = 0, all = 0;  ///< cells
    int inside = 0;          ///< of those heard, that are of the board: most of their other sides are seen
    /// Walls and fighters hide sides of cells that are.
    bool is_board() const { return 100 * inside >= least_inside * heard; }
    bool is_heard(int of_hundred) const { return heard >= 2 && 100 * heard >= of_hundred * all; }
};

class Sides {
public:
    Sides(const View& view, const CellRect& span)
        : view_(view),
          count_(view.field.geometry.is_hex() ? 6 : 4),
          steps_(steps_across(view, sides_of(view.field.geometry, view.field.placement))),
          mean_(std::max(mean_of(view, span, 3), 0.01)) {}

    /// Of the cells of `line` beside `board`.
    Verdict of_line(const CellRect& line, const CellRect& board) const {
        Verdict verdict;
        for (int j = line.top; j <= line.bottom; ++j) {
            for (int i = line.left; i <= line.right; ++i) {
                ++verdict.all;
                const Shown* shown = view_.at(i, j);
                if (shown == nullptr || !shown->is_inside) continue;
                double near = 0, worth = 0;
                int shared = 0;
                for (std::size_t s = 0; s < count_; ++s) {
                    const CellStep step = across(i, j, s);
                    if (board.holds(i + step.cols, j + step.rows)) {
                        near += value(*shown, s);
                        ++shared;
                    } else {
                        worth += (line.holds(i + step.cols, j + step.rows) ? 0.5 : 1) * (value(*shown, s) - usual);
                    }
                }
                if (shared == 0 || near < least_near * shared) continue;
                ++verdict.heard;
                verdict.inside += worth > 0 ? 1 : 0;
            }
        }
        return verdict;
    }

    double worth_of(const CellRect& span) const {
        double worth = 0;
        for (int j = span.top; j <= span.bottom; ++j) {
            for (int i = span.left; i <= span.right; ++i) {
                const Shown* shown = view_.at(i, j);
                if (shown == nullptr || !shown->is_inside) continue;
                for (std::size_t s = 0; s < count_; ++s) {
                    const CellStep step = across(i, j, s);
                    worth += (span.holds(i + step.cols, j + step.rows) ? 0.5 : 1) * (value(*shown, s) - usual);
                }
            }
        }
        return worth * mean_;
    }

private:
    CellStep across(int col, int row, std::size_t side) const {
        return steps_[static_cast<std::size_t>(col & 1)][static_cast<std::size_t>(row & 1)][side];
    }
    double value(const Shown& shown, std::size_t side) const {
        return std::clamp(static_cast<double>(shown.each[side]) / mean_, -0.5, strongest);
    }

    const View& view_;
    std::size_t count_;
    Steps steps_;
    double mean_;
};

/// Moves one border by a line; false if it lies right.
bool move(const Sides& sides, CellRect& span, const Border& border) {
    for (const int by : {1, 2}) {  // the line beside the board may lie behind something
        const Verdict beside = sides.of_line(line_at(span, border, by), moved(span, border, by - 1));
        if (!beside.is_heard(by == 1 ? 25 : 50) || !beside.is_board()) continue;
        span = moved(span, border, by);
        return true;
    }
    const CellRect inner = moved(span, border, -1);
    if (!inner.is_large_enough()) return false;
    const Verdict last = sides.of_line(line_at(span, border, 0), inner);
    if (!last.is_heard(25) || last.is_board()) return false;
    span = inner;
    return true;
}

}  // namespace

Rimmed with_true_rim(const View& view, const CellRect& span) {
    const Sides sides(view, span);
    Rimmed result{span, 0};
    for (int round = 0; round < most_rounds; ++round) {
        bool has_moved = false;
        for (const Border& border : borders) has_moved |= move(sides, result.span, border);
        if (!has_moved) break;
    }
    result.worth = sides.worth_of(result.span);
    return result;
}

}  // namespace tk::grid
