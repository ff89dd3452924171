#pragma once

#include "grid-analyze/find/iso_lattice.hpp"
#include "grid-analyze/find/iso_region.hpp"
#include "grid-analyze/find/tiling_sides.hpp"

namespace tk::grid {

/// Tells the cells of a lattice of which each side shows about as much as those of a region do.
class ClearCells {
public:
    /// `region`: where most cells show. `fields` must outlive this.
    ClearCells(const EdgeFields& fields, const Lattice& lattice, const CellRect& region);
    bool hold(Coord cell) const;

private:
    Lattice lattice_;
    CellLook look_;
    double least_ = 0;
};

}  // namespace tk::grid
