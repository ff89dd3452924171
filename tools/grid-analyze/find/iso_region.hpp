#pragma once

#include "grid-analyze/find/iso_support.hpp"

namespace tk::grid {

/// A rectangle of sides, in half cells: i of left..right, j of top..bottom, all inclusive.
struct Region {
    int left = 0, right = -1, top = 0, bottom = -1;

    bool is_empty() const { return right < left || bottom < top; }
    int columns() const { return right - left + 1; }
    int rows() const { return bottom - top + 1; }
    bool holds(Coord cell) const {
        const int i = cell.x + cell.y, j = cell.x - cell.y;
        return i >= left && i < right && j >= top && j < bottom;
    }
    friend bool operator==(const Region&, const Region&) = default;
};

/// Sums over rectangles of sides of (share seen - threshold): more is a better place for a board.
class SideSums {
public:
    SideSums(const Sides& sides, double threshold);
    /// Sides outside the grid or the picture count nothing.
    double operator()(const Region& region) const;
    /// The rectangle with the greatest sum; sides outside the picture count against it.
    Region best() const;

private:
    const Sides& sides_;
    double threshold_;
    std::vector<double> sums_;  // over all to the upper left, with a border of zeros
};

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
    Region region;
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

/// The region that looks most like a board, whatever its size.
Evidence find_region(const Sides& sides);

}  // namespace tk::grid
