#include "grid-analyze/find/tiling_judge.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <vector>

namespace tk::grid {
namespace {

constexpr double deviations = 1, least_of_mean = 0.3;
constexpr double of_thin = 0.45;  // share of its merit that three rows keep: lists and bars of buttons are such

/// A cell of a span that lies in the picture.
struct Cell {
    const Shown* shown;
    board::Coord lines;  ///< numbers of the lines of cells it is in, one of each family
    bool shows;          ///< anything: of those behind a window nothing can be said
};

/// Column and row, but of staggered rows the coordinates, which are told apart by the lines of sides.
board::Coord lines_of(const View& view, int col, int row) {
    const board::Geometry& geometry = view.field.geometry;
    if (geometry.kind() != board::Kind::iso) return {col, row};
    return geometry.coord(*geometry.cell_at_offset({col, row}));
}

std::size_t rest(int number, int of) {
    return static_cast<std::size_t>(((number % of) + of) % of);
}

bool shows(const Shown& shown, std::size_t sides, double mean) {
    double sum = 0;
    for (std::size_t s = 0; s < sides; ++s) sum += std::min(static_cast<double>(shown.each[s]), 2 * mean);
    return sum > least_of_mean * mean * static_cast<double>(sides);
}

/// Row by row.
std::vector<Cell> cells_of(const View& view, const CellRect& span, std::size_t sides, double mean) {
    std::vector<Cell> cells;
    cells.reserve(static_cast<std::size_t>(span.columns()) * static_cast<std::size_t>(span.rows()));
    for (int j = span.top; j <= span.bottom; ++j) {
        for (int i = span.left; i <= span.right; ++i) {
            const Shown* shown = view.at(i, j);
            if (shown != nullptr && shown->is_inside)
                cells.push_back({shown, lines_of(view, i, j), shows(*shown, sides, mean)});
        }
    }
    return cells;
}

/// The weakest of the classes of sides, by the numbers of the cell's lines modulo two, three and five, over the mean:
/// of a lattice of a fraction of the true size one of two, two of three or four of five of them show nothing. One of
/// three may show nothing on a true one, as on hexagons of three shades two of which are about as bright.
/// Windows hide cells of all classes alike: one whose cells hardly ever show is as good as blank, as every second
/// column is where flat hexagons are taken for squares.
double evenness_of(const std::vector<Cell>& cells, std::size_t sides, double mean) {
    /// The cells one of whose numbers has one rest, and what those of them that show anything show.
    struct Class {
        std::array<Values, 6> values;
        double all = 0, shown = 0;
        double share() const { return all > 0 ? shown / all : 0; }
    };
    double weakest = mean;
    for (const int n : {2, 3, 5}) {
        std::array<std::array<Class, 5>, 2> classes{};  // by either number
        Class every;
        for (const Cell& cell : cells) {
            for (Class* one : {&every, &classes[0][rest(cell.lines.x, n)], &classes[1][rest(cell.lines.y, n)]}) {
                one->all += 1;
                one->shown += cell.shows ? 1 : 0;
                for (std::size_t s = 0; cell.shows && s < sides; ++s)
                    one->values[s].add(static_cast<double>(cell.shown->each[s]));
            }
        }
        for (const auto& axis : classes) {
            for (std::size_t s = 0; s < sides; ++s) {
                std::vector<double> means;
                for (const Class& one : axis) {
                    if (one.all == 0) continue;
                    const double seen = one.share() / std::max(every.share(), 1e-9);
                    means.push_back(one.shown > 0 ? std::min(seen * seen, 1.0) * one.values[s].likely(mean) : 0);
                }
                if (means.empty()) continue;
                std::sort(means.begin(), means.end());
                weakest = std::min(weakest, means[(means.size() - 1) / 2]);
            }
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

/// What half of the lines of the weakest family show less than, over the mean: of a lattice of a third of the true
/// size two lines of three are no lines of the board.
double weak_lines(const std::vector<Cell>& cells, std::size_t sides, double mean) {
    double weakest = mean;
    for (std::size_t s = 0; s < sides; ++s) {
        std::array<std::map<int, Values>, 2> families;
        for (const Cell& cell : cells) {
            if (!cell.shows) continue;
            families[0][cell.lines.x].add(static_cast<double>(cell.shown->each[s]));
            families[1][cell.lines.y].add(static_cast<double>(cell.shown->each[s]));
        }
        for (const auto& family : families) {
            std::vector<double> means;
            for (const auto& [number, values] : family) means.push_back(values.likely(mean));
            if (means.empty()) continue;
            std::sort(means.begin(), means.end());
            weakest = std::min(weakest, means[(means.size() - 1) / 2]);
        }
    }
    return mean > 0 ? std::max(weakest, 0.0) / mean : 0;
}

}  // namespace

void Values::add(double value) {
    sum_ += value;
    squares_ += value * value;
    count_ += 1;
}

double Values::likely(double mean) const {
    const double drawn = (sum_ + 3 * mean) / (count_ + 3);
    const double variance = std::max(squares_ / count_ - sum_ * sum_ / (count_ * count_), 0.0);
    return drawn + deviations * std::sqrt(variance / (count_ + 3));
}

Tiling judged(const board::Geometry& geometry, const board::Placement& placement, const View& view,
              const CellRect& span) {
    const std::size_t sides = view.field.geometry.is_hex() ? 6 : 4;
    Tiling tiling{geometry, placement, 0, 0, 0};
    tiling.contrast = mean_of(view, span, 3);
    const auto cells = cells_of(view, span, sides, tiling.contrast);
    tiling.evenness = std::min(evenness_of(cells, sides, tiling.contrast), weak_lines(cells, sides, tiling.contrast));
    const double count = std::min<double>(span.columns() * span.rows() * static_cast<double>(sides) / 2, 800);
    const bool is_thin = std::min(span.columns(), span.rows()) < 4;
    tiling.merit = std::max(tiling.contrast, 0.0) * tiling.evenness * std::sqrt(count) * (is_thin ? of_thin : 1);
    return tiling;
}

}  // namespace tk::grid
