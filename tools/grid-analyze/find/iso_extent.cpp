#include "grid-analyze/find/iso_extent.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "grid-analyze/find/iso_clear_cells.hpp"

namespace tk::grid {
namespace {

using board::Geometry;
using board::Kind;
using board::Stagger;

Coord from_halves(int across, int down) {
    return {(across + down) / 2, (across - down) / 2};
}

bool is_even(int number) {
    return (number & 1) == 0;
}

/// Sums over rectangles of how much more the sides in and just around the region show than chance gives; what lies
/// farther off does not count, as much of a board of fixed size may be void.
class ContrastSums {
public:
    ContrastSums(const Sides& sides, const CellRect& region)
        : left_(region.left - margin),
          top_(region.top - margin),
          sums_(region.columns() + 2 * margin, region.rows() + 2 * margin,
                [&](int i, int j) { return sides.contrast(left_ + i, top_ + j); }) {}
    double operator()(const CellRect& region) const { return sums_(region.shifted(-left_, -top_)); }

private:
    static constexpr int margin = 2;
    int left_, top_;
    RectangleSums sums_;
};

Extent fixed_size(const Sides& sides, const Evidence& evidence, const Lattice& lattice, const Geometry& geometry,
                  Point middle) {
    struct Place {
        Coord first;
        double sum, distance;
    };
    const ContrastSums sums(sides, evidence.region);
    const CellRect& region = evidence.region;
    const int width = 2 * geometry.cols(), height = geometry.rows();
    const auto [low_top, high_top] = std::minmax({region.top, region.bottom - height});
    const auto [low_left, high_left] = std::minmax({region.left, region.right - width});
    std::vector<Place> places;
    double most = 0;
    for (int top = low_top - 2; top <= high_top + 2; ++top) {
        for (int left = low_left - 2; left <= high_left + 2; ++left) {
            if (!is_even(left + top)) continue;
            const Point centre{lattice.x0 + (left + (width - 1) / 2.0) * lattice.width / 2,
                               lattice.y0 + (top + (height - 1) / 2.0) * lattice.height / 2};
            places.push_back({from_halves(left, top), sums({left, top, left + width, top + height}),
                              std::hypot(centre.x - middle.x, centre.y - middle.y)});
            most = std::max(most, places.back().sum);
        }
    }
    // A rim that is seen makes one place better than all others.
    const double as_good = most - std::max(1.5 * evidence.contrast, 0.003 * most);
    std::erase_if(places, [&](const Place& place) { return place.sum < as_good; });
    const auto best = std::min_element(places.begin(), places.end(),
                                       [](const Place& a, const Place& b) { return a.distance < b.distance; });
    return {geometry, best->first, places.size() == 1};
}

/// Whether a cell, one of whose halves lies outside the region, shows all its sides.
bool is_framed(const Sides& sides, double contrast, int i, int j) {
    const double each[] = {sides.contrast(i, j), sides.contrast(i + 1, j), sides.contrast(i, j + 1),
                           sides.contrast(i + 1, j + 1)};
    return is_even(i + j) &&
           std::all_of(std::begin(each), std::end(each), [&](double c) { return c > 0.6 * contrast; });
}

/// Which lines of cells beside a region, or at its rim, hold a cell of the board.
class Rim {
public:
    Rim(const Sides& sides, const Evidence& evidence, const ClearCells& clear)
        : sides_(sides), contrast_(evidence.contrast), clear_(clear) {}

    /// A ragged rim has few cells in its last row, too few to speak for the whole of it: one is enough.
    CellRect with_ragged(CellRect region) const {
        constexpr int most_rounds = 40;
        for (int round = 0; round < most_rounds; ++round) {
            const CellRect before = region;
            if (in_row(region, region.top - 1)) --region.top;
            if (in_row(region, region.bottom)) ++region.bottom;
            if (in_column(region, region.left - 1)) --region.left;
            if (in_column(region, region.right)) ++region.right;
            if (region == before) break;
        }
        return region;
    }

    /// Whether a region has a cell that `part`, which is the region but for its outermost lines, has not.
    bool is_cut(const CellRect& region, const CellRect& part) const {
        return (part.top > region.top && in_row(region, region.top)) ||
               (part.left > region.left && in_column(region, region.left)) ||
               (part.right < region.right && in_column(region, region.right - 1));
    }

private:
    bool is_cell(int i, int j) const {
        return is_framed(sides_, contrast_, i, j) || (is_even(i + j) && clear_.hold(from_halves(i, j)));
    }

    bool in_row(const CellRect& region, int j) const {
        for (int i = region.left; i < region.right; ++i) {
            if (is_cell(i, j)) return true;
        }
        return false;
    }
    bool in_column(const CellRect& region, int i) const {
        for (int j = region.top; j < region.bottom; ++j) {
            if (is_cell(i, j)) return true;
        }
        return false;
    }

    const Sides& sides_;
    double contrast_;
    const ClearCells& clear_;
};

/// A staggered board on exactly this region; nothing when its first row would be the shifted one.
std::optional<Extent> staggered(const CellRect& region) {
    const int cols = region.columns() / 2, rows = region.rows() - 1;
    if (!is_even(region.left + region.top) || cols < 1 || rows < 1) return std::nullopt;
    // An even number of side columns: every other row has one cell less.
    const bool alternates = is_even(region.columns());
    return Extent{Geometry(Kind::iso, cols, rows, alternates ? Stagger::alternating : Stagger::odd),
                  from_halves(region.left, region.top), true};
}

/// The region, moved by a line where that is needed to number it.
Extent free_size(const Sides& sides, const Evidence& evidence, const ClearCells& clear) {
    const Rim rim(sides, evidence, clear);
    const CellRect region = rim.with_ragged(evidence.region);
    if (const auto exact = staggered(region)) return *exact;
    const SideSums sums(sides, evidence.threshold);
    std::optional<Extent> best;
    double most = -std::numeric_limits<double>::max();
    for (const Coord change : {Coord{-1, 0}, {1, 0}, {0, -1}, {0, 1}}) {
        for (const int right : {-1, 0, 1}) {
            const CellRect moved{region.left + change.x, region.top + change.y, region.right + right, region.bottom};
            const auto extent = staggered(moved);
            if (!extent || is_even(moved.columns()) || sums(moved) <= most || rim.is_cut(region, moved)) continue;
            most = sums(moved);
            best = extent;
        }
    }
    if (best) return *best;
    return {Geometry(Kind::iso, std::max(1, region.columns() / 2), std::max(1, region.rows() - 1)),
            from_halves(region.left, region.top - 1), false};
}

}  // namespace

Extent find_extent(const EdgeFields& fields, const Sides& sides, const Evidence& evidence, const Lattice& lattice,
                   const profile::BoardProfile& profile, Point middle) {
    if (profile.kind == "iso" && profile.columns && profile.rows)
        return fixed_size(sides, evidence, lattice, Geometry(Kind::iso, *profile.columns, *profile.rows), middle);
    return free_size(sides, evidence, ClearCells(fields, lattice, evidence.region));
}

board::Placement placement_of(const Extent& extent, const Lattice& lattice) {
    return {lattice.centre(extent.first), lattice.width, lattice.height};
}

}  // namespace tk::grid
