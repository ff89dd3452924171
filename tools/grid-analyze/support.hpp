#pragma once

#include <cstdint>
#include <vector>

#include "grid-analyze/edges.hpp"
#include "grid-analyze/lattice.hpp"

namespace tk::grid {

/// How much of the four sides of each cell of a lattice is seen as an edge in the picture.
struct Support {
    int first_x = 0, first_y = 0;  ///< the cell of index 0
    int count_x = 0, count_y = 0;

    /// Share (0..1) of the cell's side towards x - 1 (or y - 1) that is covered by edge points.
    std::vector<float> side_x, side_y;
    /// The same along the two lines through the cell's middle, where a board has nothing: what chance gives here.
    std::vector<float> middle;

    bool holds(Coord cell) const {
        return cell.x >= first_x && cell.y >= first_y && cell.x < first_x + count_x && cell.y < first_y + count_y;
    }
    std::size_t index(Coord cell) const {
        return static_cast<std::size_t>(cell.x - first_x) * static_cast<std::size_t>(count_y) +
               static_cast<std::size_t>(cell.y - first_y);
    }
    Coord cell(std::size_t index) const {
        const auto columns = static_cast<std::size_t>(count_y);
        return {static_cast<int>(index / columns) + first_x, static_cast<int>(index % columns) + first_y};
    }
    /// Mean share of the four sides of a cell; 0 for cells whose sides are not all held.
    double framed(Coord cell) const;
};

/// Counts the edge points beside the lines of `lattice`, for all cells that touch the picture.
Support measure_support(const IsoEdges& edges, const Lattice& lattice);

/// The cells of a board: the largest set of framed cells joined by sides.
struct Patch {
    std::vector<Coord> cells;
    double framed = 0;  ///< mean share of the sides seen, 0..1
    double middle = 0;  ///< mean share seen along the lines through the middles
    /// Evidence that the lattice is there, and neither half nor twice as fine: sides seen that chance does not explain.
    double weight() const { return static_cast<double>(cells.size()) * (framed - middle); }
};

Patch largest_patch(const Support& support);

}  // namespace tk::grid
