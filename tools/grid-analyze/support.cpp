#include "grid-analyze/support.hpp"

#include <algorithm>
#include <bit>
#include <cmath>

namespace tk::grid {
namespace {

constexpr double least_framed = 0.5;     // of a cell's sides
constexpr double least_contrast = 0.25;  // of sides over middles

/// Columns along a side where an edge point was seen, one bit each; long sides share bits.
class Coverage {
public:
    Coverage(std::size_t sides, double side_columns)
        : bits_(sides), slots_(std::clamp(static_cast<int>(side_columns / 1.15), 4, 64)) {}

    /// `along`: place on the side, 0..1.
    void mark(std::size_t side, double along) {
        bits_[side] |= std::uint64_t{1} << std::clamp(static_cast<int>(along * slots_), 0, slots_ - 1);
    }
    float share(std::size_t side) const {
        return static_cast<float>(std::popcount(bits_[side])) / static_cast<float>(slots_);
    }

private:
    std::vector<std::uint64_t> bits_;
    int slots_;
};

}  // namespace

double Support::framed(Coord cell) const {
    const Coord next_x{cell.x + 1, cell.y}, next_y{cell.x, cell.y + 1};
    if (!holds(cell) || !holds(next_x) || !holds(next_y)) return 0;
    return static_cast<double>(side_x[index(cell)] + side_y[index(cell)] + side_x[index(next_x)] +
                               side_y[index(next_y)]) /
           4;
}

Support measure_support(const IsoEdges& edges, const Lattice& lattice) {
    Support support;
    const double right = edges.size.width, bottom = edges.size.height;
    support.first_x = static_cast<int>(std::floor(lattice.x({0, 0}))) - 1;
    support.first_y = static_cast<int>(std::floor(lattice.y({0, bottom}))) - 1;
    support.count_x = static_cast<int>(std::ceil(lattice.x({right, bottom}))) + 3 - support.first_x;
    support.count_y = static_cast<int>(std::ceil(lattice.y({right, 0}))) + 3 - support.first_y;
    const auto total = static_cast<std::size_t>(support.count_x) * static_cast<std::size_t>(support.count_y);

    const double columns = lattice.width / 2 / edges.scale;
    std::array<Coverage, 2> sides{Coverage{total, columns}, Coverage{total, columns}};
    std::array<Coverage, 2> middles{Coverage{total, columns}, Coverage{total, columns}};
    const double reach = (1.6 * edges.scale + 0.02 * lattice.height) / lattice.height;
    for (std::size_t family = 0; family < 2; ++family) {
        for (const auto& point : edges.families[family]) {
            const Point p{static_cast<double>(point.x), static_cast<double>(point.y)};
            const double x = lattice.x(p), y = lattice.y(p);
            const double across = family == 0 ? x : y;
            const double along = family == 0 ? y : x;
            const double cell_along = std::round(along);
            const double place = along - cell_along + 0.5;
            const double line = std::round(across + 0.5);  // the side at line - 1/2
            const double inside = std::round(across);      // the cell the point lies in
            const bool on_side = std::abs(across + 0.5 - line) <= reach;
            const bool on_middle = std::abs(across - inside) <= reach;
            if (!on_side && !on_middle) continue;
            const int i = static_cast<int>(on_side ? line : inside), j = static_cast<int>(cell_along);
            const Coord cell = family == 0 ? Coord{i, j} : Coord{j, i};
            if (!support.holds(cell)) continue;
            (on_side ? sides : middles)[family].mark(support.index(cell), place);
        }
    }
    support.side_x.resize(total);
    support.side_y.resize(total);
    support.middle.resize(total);
    for (std::size_t i = 0; i < total; ++i) {
        support.side_x[i] = sides[0].share(i);
        support.side_y[i] = sides[1].share(i);
        support.middle[i] = (middles[0].share(i) + middles[1].share(i)) / 2;
    }
    return support;
}

Patch largest_patch(const Support& support) {
    const std::size_t total = support.middle.size();
    std::vector<float> framed(total);
    std::vector<std::uint8_t> open(total);  // framed and not yet in a patch
    for (std::size_t i = 0; i < total; ++i) {
        framed[i] = static_cast<float>(support.framed(support.cell(i)));
        open[i] = static_cast<double>(framed[i]) >= least_framed &&
                  static_cast<double>(framed[i] - support.middle[i]) >= least_contrast;
    }
    Patch best;
    for (std::size_t start = 0; start < total; ++start) {
        if (!open[start]) continue;
        Patch patch;
        patch.cells.push_back(support.cell(start));
        open[start] = 0;
        for (std::size_t next = 0; next < patch.cells.size(); ++next) {
            const Coord cell = patch.cells[next];
            const std::size_t at = support.index(cell);
            patch.framed += static_cast<double>(framed[at]);
            patch.middle += static_cast<double>(support.middle[at]);
            for (const Coord step : {Coord{1, 0}, {-1, 0}, {0, 1}, {0, -1}}) {
                const Coord neighbour{cell.x + step.x, cell.y + step.y};
                if (!support.holds(neighbour) || !open[support.index(neighbour)]) continue;
                open[support.index(neighbour)] = 0;
                patch.cells.push_back(neighbour);
            }
        }
        patch.framed /= static_cast<double>(patch.cells.size());
        patch.middle /= static_cast<double>(patch.cells.size());
        if (patch.weight() > best.weight()) best = std::move(patch);
    }
    return best;
}

}  // namespace tk::grid
