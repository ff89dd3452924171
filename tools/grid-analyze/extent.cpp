#include "grid-analyze/extent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

namespace tk::grid {
namespace {

struct Range {
    int low = std::numeric_limits<int>::max(), high = std::numeric_limits<int>::min();
    void add(int value) {
        low = std::min(low, value);
        high = std::max(high, value);
    }
    int count() const { return high - low + 1; }
};

int halves(Coord cell) {
    return cell.x + cell.y;
}  // half cells to the right
int rows(Coord cell) {
    return cell.x - cell.y;
}  // half rows down

Coord from_halves(int across, int down) {
    return {(across + down) / 2, (across - down) / 2};
}

/// How many cells of the patch lie on a staggered board of cols x rows whose cell 0 is at (across, down).
int cells_on_board(const Patch& patch, int cols, int row_count, int across, int down) {
    int count = 0;
    for (const Coord cell : patch.cells) {
        const int row = rows(cell) - down, half = halves(cell) - across;
        if (row >= 0 && row < row_count && half >= (row & 1) && half < 2 * cols + (row & 1)) ++count;
    }
    return count;
}

Extent fixed_size(const Patch& patch, const Lattice& lattice, int cols, int row_count, Point middle) {
    Range across, down;
    for (const Coord cell : patch.cells) {
        across.add(halves(cell));
        down.add(rows(cell));
    }
    Extent extent;
    extent.geometry = board::Geometry(board::Kind::iso, cols, row_count);
    int best = -1;
    double best_distance = 0;
    const auto [row_low, row_high] = std::minmax({down.low, down.high - row_count + 1});
    const auto [half_low, half_high] = std::minmax({across.low - 1, across.high - 2 * cols + 1});
    for (int row = row_low; row <= row_high; ++row) {
        for (int half = half_low; half <= half_high; ++half) {
            if (((half - row) & 1) != 0) continue;
            const int count = cells_on_board(patch, cols, row_count, half, row);
            const Point centre = lattice.at((half + cols - 0.5 + row + (row_count - 1) / 2.0) / 2,
                                            (half + cols - 0.5 - row - (row_count - 1) / 2.0) / 2);
            const double distance = std::hypot(centre.x - middle.x, centre.y - middle.y);
            if (count < best || (count == best && distance >= best_distance)) {
                extent.is_certain &= count != best;
                continue;
            }
            extent.is_certain = count > best;
            best = count;
            best_distance = distance;
            extent.first = from_halves(half, row);
        }
    }
    return extent;
}

Extent staggered(const Patch& patch) {
    Range down, across;
    std::map<int, Range> by_row;
    for (const Coord cell : patch.cells) {
        down.add(rows(cell));
        by_row[rows(cell)].add(halves(cell));
    }
    int first = std::numeric_limits<int>::max();
    for (const auto& [row, range] : by_row) first = std::min(first, range.low - ((row - down.low) & 1));
    int cols = 1;
    for (const auto& [row, range] : by_row)
        cols = std::max(cols, (range.high - first - ((row - down.low) & 1)) / 2 + 1);
    return {board::Geometry(board::Kind::iso, cols, down.count()), from_halves(first, down.low), true};
}

Extent diamond(const Patch& patch) {
    Range x, y;
    for (const Coord cell : patch.cells) {
        x.add(cell.x);
        y.add(cell.y);
    }
    // Diamond boards count y to the lower left.
    return {board::Geometry(board::Kind::diamond, x.count(), y.count()), {x.low, y.high}, true};
}

}  // namespace

Extent find_extent(const Patch& patch, const Lattice& lattice, const profile::BoardProfile& profile, Point middle) {
    if (profile.kind == "iso" && profile.columns && profile.rows)
        return fixed_size(patch, lattice, *profile.columns, *profile.rows, middle);
    if (profile.kind == "diamond") return diamond(patch);
    return staggered(patch);
}

board::Placement placement_of(const Extent& extent, const Lattice& lattice) {
    return {lattice.centre(extent.first), lattice.width, lattice.height};
}

}  // namespace tk::grid
