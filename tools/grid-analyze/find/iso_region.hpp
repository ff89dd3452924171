#pragma once

#include "grid-analyze/find/iso_support.hpp"
#include "grid-analyze/find/rectangle.hpp"

namespace tk::grid {

/// Whether both halves of a cell lie between the outermost of `sides`, which are counted in half cells as Sides are.
inline bool holds_cell(const CellRect& sides, Coord cell) {
    const int i = cell.x + cell.y, j = cell.x - cell.y;
    return i >= sides.left && i < sides.right && j >= sides.top && j < sides.bottom;
}

/// Sums over rectangles of sides of (share seen - threshold): more is a better place for a board.
class SideSums {
public:
    SideSums(const Sides& sides, double threshold);
    /// Sides outside the grid or the picture count nothing.
    double operator()(const CellRect& region) const;
    /// The rectangle with the greatest sum; sides outside the picture count against it.
    CellRect best() const;

private:
    const Sides& sides_;
    double threshold_;
    RectangleSums sums_;
};

/// Sides of a region that count: more of them say nothing more, as fine lattices have many by nature.
constexpr std::size_t enough_sides = 800;

/// Of what was added; 0 of nothing.
struct Mean {
    double sum = 0;
    std::size_t count = 0;
    void add(double value) {
        sum += value;
        ++count;
    }
    double value() const { return count == 0 ? 0 : sum / static_cast<double>(count); }
};

/// How the sides of a region speak for a board.
struct Evidence {
    CellRect region;       ///< of sides, in half cells
    double ground = 0;     ///< mean share of a side seen where no board is
    double threshold = 0;  ///< share that tells board from what is around it
    double contrast = 0;   ///< mean of share seen over chance
    /// The same on the lines that show least, of the region or of the diamond in it: 30 of 100 show less.
    double lines = 0;
    /// Grows with clearness and size. A lattice of half the true size has lines that show nothing, one of twice the
    /// size shows as much between its lines as on them, and lines of chance are few.
    double merit = 0;
};

/// The rectangle that stands out most from what is around it, found in rounds as both are known ever better; only
/// `region`, `ground` and `threshold` are set. `chance`: what sides show where no board is.
Evidence search_region(const Sides& sides, double chance);

/// How the sides of a region that was found otherwise speak.
Evidence evidence_of(const Sides& sides, const CellRect& region);

/// The region that looks most like a board, whatever its size.
Evidence find_region(const Sides& sides);

}  // namespace tk::grid
