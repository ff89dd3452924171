#include "grid-analyze/find/iso_diamond.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "grid-analyze/find/rectangle.hpp"
#include "grid-analyze/find/tiling_cut.hpp"
#include "grid-analyze/find/tiling_ends.hpp"
#include "grid-analyze/find/tiling_rim.hpp"

namespace tk::grid {
namespace {

using board::Kind;

constexpr double least_usual = 0.1, most_usual = 0.7;  // what a cell of the board shows
constexpr double most_cells = 500'000;                 // of a diamond that covers the picture
constexpr double clear_of_staggered = 1.2;             // worth over that of the best staggered board: those reach 1.15
constexpr double likely = 1;                           // where there are corners
constexpr double least_corners = 0.9;  // of the cells at the two best: floors without corners reach 0.75

/// All cells of a lattice as a diamond that covers the picture, and what each is worth to a board.
class Cells {
public:
    Cells(const Field& field, double usual)
        : view_{field, false}, worth_(static_cast<std::size_t>(view_.columns() * view_.rows())) {
        for (int y = 0; y < view_.rows(); ++y) {
            for (int x = 0; x < view_.columns(); ++x)
                worth_[index(x, y)] = worth_of(view_.at(x, y), view_, usual / 2, 1.3 * usual);
        }
    }

    SummedRect best_diamond() const { return best_rectangle(worth_, view_.columns(), view_.rows()); }

    /// The best board of staggered rows, in half cells across (x - y) and down (x + y) from the leftmost and uppermost.
    SummedRect best_staggered() const {
        const int halves = view_.columns() + view_.rows();
        std::vector<double> table(static_cast<std::size_t>(halves) * static_cast<std::size_t>(halves));
        for (int y = 0; y < view_.rows(); ++y) {
            for (int x = 0; x < view_.columns(); ++x)
                table[static_cast<std::size_t>(x + y) * static_cast<std::size_t>(halves) +
                      static_cast<std::size_t>(across(x, y))] = worth_[index(x, y)];
        }
        return best_rectangle(table, halves, halves);
    }

    double total_of(const CellRect& span) const {
        double sum = 0;
        for (int y = std::max(span.top, 0); y <= std::min(span.bottom, view_.rows() - 1); ++y) {
            for (int x = std::max(span.left, 0); x <= std::min(span.right, view_.columns() - 1); ++x)
                sum += worth_[index(x, y)];
        }
        return sum;
    }

    /// What the cells of either board show on average.
    double usual_in_diamond(const CellRect& span) const {
        return mean_where([&](int x, int y) { return span.holds(x, y); });
    }
    double usual_in_staggered(const CellRect& halves) const {
        return mean_where([&](int x, int y) { return halves.holds(across(x, y), x + y); });
    }

    /// Share of the cells that show, of those at the two corners of a diamond where most do: windows may hide others.
    double corners_of(const CellRect& span) const {
        const int reach = std::max(1, std::min(span.columns(), span.rows()) / 4);
        std::array<double, 4> shares{};
        for (std::size_t corner = 0; corner < shares.size(); ++corner) {
            int shown = 0, all = 0;
            for (int across = 0; across < reach; ++across) {
                for (int down = 0; across + down < reach; ++down, ++all) {
                    const int x = (corner & 1) != 0 ? span.right - across : span.left + across;
                    const int y = (corner & 2) != 0 ? span.bottom - down : span.top + down;
                    shown += total_of({x, y, x, y}) > 0 ? 1 : 0;
                }
            }
            shares[corner] = static_cast<double>(shown) / all;
        }
        std::sort(shares.begin(), shares.end());
        return (shares[2] + shares[3]) / 2;
    }

    const View& view() const { return view_; }

private:
    std::size_t index(int x, int y) const {
        return static_cast<std::size_t>(y) * static_cast<std::size_t>(view_.columns()) + static_cast<std::size_t>(x);
    }
    int across(int x, int y) const { return x - y + view_.rows() - 1; }

    template <typename Holds>
    double mean_where(const Holds& holds) const {
        Mean mean;
        for (int y = 0; y < view_.rows(); ++y) {
            for (int x = 0; x < view_.columns(); ++x) {
                const Shown* cell = view_.at(x, y);
                if (cell->is_inside && holds(x, y)) mean.add(capped(*cell, view_, 3));
            }
        }
        return std::clamp(mean.value(), least_usual, most_usual);
    }

    View view_;
    std::vector<double> worth_;
};

}  // namespace

std::optional<Diamond> find_diamond(const EdgeFields& fields, const Lattice& lattice, const CellRect& region) {
    const cv::Size picture = fields.fine.size();
    const double reach = picture.width / lattice.width + picture.height / lattice.height;
    if (reach * reach > most_cells) return std::nullopt;
    const board::Placement placement{{lattice.x0, lattice.y0}, lattice.width, lattice.height};
    const Field field = field_of(fields.for_any(lattice.width, lattice.height), Kind::diamond, placement);
    const Coord first = lattice.cell(field.placement.origin);
    // Across and down in half cells, as those of `region`, of the field's leftmost and uppermost.
    const int left = first.x + first.y - field.geometry.rows() + 1, top = first.x - first.y;
    double usual = Cells(field, least_usual)
                       .usual_in_staggered(
                           {region.left - left, region.top - top, region.right - 1 - left, region.bottom - 1 - top});
    SummedRect diamond, staggered;
    for (int round = 0; round < 3; ++round) {
        const Cells cells(field, usual);
        diamond = cells.best_diamond();
        staggered = cells.best_staggered();
        usual = diamond.sum > staggered.sum ? cells.usual_in_diamond(diamond.cells)
                                            : cells.usual_in_staggered(staggered.cells);
    }
    if (!diamond.cells.is_large_enough()) return std::nullopt;
    const Cells cells(field, usual);
    const CellRect span = with_true_ends(cells.view(), with_true_rim(cells.view(), diamond.cells).span);
    const double better = cells.total_of(span) / staggered.sum;
    const auto [geometry, origin] = board_of(cells.view(), span);
    return Diamond{{geometry, lattice.cell(origin.origin), true},
                   better > clear_of_staggered || (better > likely && cells.corners_of(span) >= least_corners)};
}

}  // namespace tk::grid
