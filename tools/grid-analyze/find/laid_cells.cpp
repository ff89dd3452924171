#include "grid-analyze/find/laid_cells.hpp"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <opencv2/imgproc.hpp>
#include <utility>

#include "grid-analyze/find/iso_region.hpp"
#include "grid-analyze/find/rectangle.hpp"
#include "grid-analyze/find/tiling_fit.hpp"
#include "grid-analyze/find/tiling_settle.hpp"
#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {
namespace {

using board::Geometry;
using board::Kind;
using board::Placement;
using board::Point;

constexpr int sides_of_part = 600, sides_of_board = 1200;
constexpr int most_rounds = 5;
constexpr double least_of_part = 0.01;  // mean of the cells of a part in which a board may be hidden
constexpr double first_usual = 0.2, least_usual = 0.08, most_usual = 0.7;  // of what a cell of the board shows
constexpr double least_of_rim = 0.65;  // of that: two sides of the diamonds beside a board are its own
constexpr float least_of_side = -0.5F, most_of_side = 1;
constexpr int least_cells = 3;         // across and down: bars of buttons and lists are strips
constexpr double enough_of_part = 10;  // cells across and down: of larger ones a part holds too few
constexpr double most_changed = 0.03;  // share of the size

/// Rows to a cell's height: those of staggered diamonds lie half as far apart.
int rows_a_cell(Kind kind) {
    return kind == Kind::iso ? 2 : 1;
}

/// From column to column and from row to row, pixels.
Point steps_of(Kind kind, const Placement& placement) {
    const auto [across, down] = board::spacing(kind, placement);
    return {across, down / rows_a_cell(kind)};
}

struct CellsOf {
    Geometry geometry;
    Placement placement;
};

/// Those cells of a lattice that lie in a rectangle of columns and rows, counted from the cell of `placement`. The
/// shifted lines stay the odd ones.
CellsOf cells_in(Kind kind, const Placement& placement, CellRect cells) {
    if (kind == Kind::hex_flat) cells.left -= cells.left & 1;
    if (kind == Kind::hex_pointy || kind == Kind::iso) cells.top -= cells.top & 1;
    const auto [across, down] = steps_of(kind, placement);
    Placement first = placement;
    first.origin.x += cells.left * across;
    first.origin.y += cells.top * down;
    return {Geometry(kind, std::max(cells.columns(), 1), std::max(cells.rows(), 1)), first};
}

/// Those whose middles lie in a part of the picture.
CellsOf cells_in(Kind kind, const Placement& placement, const cv::Rect2d& part) {
    const auto [across, down] = steps_of(kind, placement);
    const auto first = [](double from, double step) { return static_cast<int>(std::ceil(from / step)); };
    const auto last = [](double from, double step) { return static_cast<int>(std::floor(from / step)); };
    return cells_in(kind, placement,
                    CellRect{first(part.x - placement.origin.x, across), first(part.y - placement.origin.y, down),
                             last(part.x + part.width - placement.origin.x, across),
                             last(part.y + part.height - placement.origin.y, down)});
}

cv::Rect2d part_of(const CellsOf& cells) {
    const auto [across, down] = steps_of(cells.geometry.kind(), cells.placement);
    const Point& first = cells.placement.origin;
    return {first.x - across / 2, first.y - down / 2, cells.geometry.cols() * across, cells.geometry.rows() * down};
}

bool holds_enough(const CellsOf& cells) {
    return std::min(cells.geometry.cols(), cells.geometry.rows() / rows_a_cell(cells.geometry.kind())) >=
           enough_of_part;
}

/// Staggered rows of diamonds have half a cell more.
bool is_large_enough(Kind kind, const CellRect& cells) {
    const int rows = rows_a_cell(kind);
    return cells.columns() >= least_cells && cells.rows() >= least_cells * rows + (rows - 1);
}

/// With half as much again on each side, or more where it holds few cells.
cv::Rect2d grown(const cv::Rect2d& part, const CellsOf& cells, const cv::Size& picture) {
    const double across = std::max(part.width, enough_of_part * cells.placement.width) / 2;
    const double down = std::max(part.height, enough_of_part * cells.placement.height) / 2;
    return cv::Rect2d(part.x - across, part.y - down, part.width + 2 * across, part.height + 2 * down) &
           cv::Rect2d({0, 0}, cv::Size2d(picture));
}

/// What the sides of cells show, by column and row.
class ShownCells {
public:
    ShownCells(const EdgeField& edges, const CellsOf& cells)
        : kind_(cells.geometry.kind()), values_(cells.geometry.rows(), cells.geometry.cols(), CV_32F) {
        const auto sides = sides_of(cells.geometry, cells.placement);
        const CellLook look(edges, sides);
        for (int j = 0; j < values_.rows; ++j) {
            auto* row = values_.ptr<float>(j);
            for (int i = 0; i < values_.cols; ++i) {
                const auto cell = cells.geometry.cell_at_offset({i, j});
                const Shown shown = look.at(board::centre(cells.geometry, cells.placement, *cell));
                row[i] = 0;
                for (std::size_t side = 0; shown.is_inside && side < sides.size(); ++side)
                    row[i] +=
                        std::clamp(shown.each[side], least_of_side, most_of_side) / static_cast<float>(sides.size());
            }
        }
    }

    double mean() const { return cv::mean(values_)[0]; }
    double mean_of(const CellRect& cells) const {
        return cv::mean(values_({cells.left, cells.top, cells.columns(), cells.rows()}))[0];
    }

    /// The rectangle whose cells show best.
    CellRect best() const {
        // Of faint boards a cell says little by itself.
        cv::Mat smooth;
        cv::blur(values_, smooth, {3, 1 + 2 * rows_a_cell(kind_)}, {-1, -1}, cv::BORDER_REPLICATE);
        double usual = first_usual;
        CellRect cells;
        for (int round = 0; round < 3; ++round) {
            std::vector<double> worth;
            std::transform(smooth.begin<float>(), smooth.end<float>(), std::back_inserter(worth),
                           [&](float shown) { return std::max(static_cast<double>(shown), -usual / 2) - usual / 2; });
            cells = best_rectangle(worth, values_.cols, values_.rows).cells;
            if (cells.is_empty()) return cells;
            usual = std::clamp(mean_of(cells), least_usual, most_usual);
        }
        return cells;
    }

    /// The sides of the staggered diamonds in a rectangle that show, counted from its first row that is not shifted.
    CellRect sides_of_diamonds(const CellRect& cells) const {
        // In half cells, as every other row may be of the board in the outermost column.
        CellRect halves{2 * cells.left, cells.top, 2 * cells.right + 1, cells.bottom};
        const double least = least_of_rim * mean_of(cells);
        for (CellRect before; !(before == halves) && !halves.is_empty();) {
            before = halves;
            if (mean_of_halves({halves.left, halves.top, halves.left, halves.bottom}) < least) ++halves.left;
            if (mean_of_halves({halves.right, halves.top, halves.right, halves.bottom}) < least) --halves.right;
            if (mean_of_halves({halves.left, halves.top, halves.right, halves.top}) < least) ++halves.top;
            if (mean_of_halves({halves.left, halves.bottom, halves.right, halves.bottom}) < least) --halves.bottom;
        }
        return CellRect{halves.left, halves.top, halves.right + 1, halves.bottom + 1}.shifted(-2 * cells.left,
                                                                                              -(cells.top & ~1));
    }

private:
    /// Of the diamonds in a rectangle of half cells across and of rows; 0 where there are none.
    double mean_of_halves(const CellRect& halves) const {
        Mean mean;
        for (int row = halves.top; row <= halves.bottom; ++row) {
            for (int half = halves.left; half <= halves.right; ++half)
                if (((half + row) & 1) == 0) mean.add(static_cast<double>(values_.at<float>(row, half / 2)));
        }
        return mean.value();
    }

    Kind kind_;
    cv::Mat values_;
};

bool is_near(const Placement& a, const Placement& b) {
    return std::abs(a.width / b.width - 1) < most_changed && std::abs(a.height / b.height - 1) < most_changed;
}

double shown_in(const EdgeField& edges, const CellsOf& cells) {
    return ShownCells(edges, cells).mean();
}

/// The starts that are followed, best first.
std::vector<Placement> best_starts(const EdgeField& edges, Kind kind, const Starts& starts, const cv::Rect2d& part) {
    std::vector<std::pair<double, Placement>> shown;
    for (const Placement& start : starts.placements) {
        const double value = shown_in(edges, cells_in(kind, start, part));
        if (value > starts.least) shown.emplace_back(value, start);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<Placement> best;
    for (std::size_t i = 0; i < std::min(starts.followed, shown.size()); ++i) best.push_back(shown[i].second);
    return best;
}

/// The lattice of the start that comes to show best when it is fitted to the cells of the part.
std::optional<Placement> fitted_to_part(const EdgeField& edges, Kind kind, const Starts& starts,
                                        const cv::Rect2d& part) {
    // Of isometric cells it is not known how high they are.
    const Shape shape = kind == Kind::iso ? Shape::free : Shape::kept;
    std::optional<Placement> best;
    double most = least_of_part;
    for (const Placement& start : best_starts(edges, kind, starts, part)) {
        const auto [geometry, placement] = cells_in(kind, start, part);
        const double side = std::min(start.width, start.height), reach = std::max(0.06 * side, edges.scale());
        const Placement fitted = climbed(edges, geometry, placement, 0.1 * side, 0.1, reach, sides_of_part, shape);
        const double shown = shown_in(edges, {geometry, fitted});
        if (shown <= most) continue;
        best = fitted;
        most = shown;
    }
    return best;
}

/// The same cells moved onto the edges within `reach` pixels.
CellsOf settled_cells(const EdgeField& edges, const CellsOf& cells, double reach) {
    return {cells.geometry, settled(edges, cells.geometry, cells.placement, reach, false, sides_of_board)};
}

}  // namespace

std::optional<LaidCells> lay_by_cells(const EdgeField& edges, Kind kind, const Starts& starts, const cv::Rect2d& part) {
    const auto first = fitted_to_part(edges, kind, starts, part);
    if (!first) return std::nullopt;
    const double side = std::min(first->width, first->height);
    CellsOf cells = cells_in(kind, *first, part);
    cv::Rect2d around = holds_enough(cells) ? part : grown(part, cells, edges.size());
    std::optional<Geometry> before;
    CellRect sides;
    for (int round = 0; round < most_rounds; ++round) {
        cells = cells_in(kind, cells.placement, around);
        const ShownCells shown(edges, cells);
        const CellRect best = shown.best();
        if (!is_large_enough(kind, best)) return std::nullopt;
        if (kind == Kind::iso) sides = shown.sides_of_diamonds(best);
        cells = settled_cells(edges, cells_in(kind, cells.placement, best), 0.1 * side);
        if (!is_near(cells.placement, *first)) return std::nullopt;
        if (cells.geometry == before) break;
        before = cells.geometry;
        around = grown(part_of(cells), cells, edges.size());
    }
    const CellsOf closer = settled_cells(edges, cells, std::max(0.04 * side, 2.5 * edges.scale()));
    if (shown_in(edges, closer) > shown_in(edges, cells)) cells = closer;
    return LaidCells{cells.geometry, cells.placement, sides};
}

}  // namespace tk::grid
