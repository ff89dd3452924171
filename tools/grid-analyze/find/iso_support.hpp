#pragma once

#include <cstdint>
#include <vector>

#include "grid-analyze/find/iso_edges.hpp"
#include "grid-analyze/find/iso_lattice.hpp"

namespace tk::grid {

/// How much of each side between cells of a lattice is seen as an edge in the picture.
///
/// Counted in half cells, with across = x + y and down = x - y of the lattice, the middles of the cells lie at whole
/// numbers of equal parity, and the middles of all sides, of both families, lie at (i - 1/2, j - 1/2) for all whole
/// i and j: a full square grid, on which a staggered board of C columns and R rows is a rectangle of 2C + 1 by R + 1.
struct Sides {
    int first_across = 0, first_down = 0;  ///< i and j of the first side
    int columns = 0, rows = 0;
    std::vector<float> seen;               ///< share of the side covered by edge points, 0..1
    std::vector<float> chance;             ///< the same along lines through the middles of the cells beside it
    std::vector<std::uint8_t> in_picture;  ///< whether the side's middle is in the picture

    bool holds(int i, int j) const {
        return i >= first_across && j >= first_down && i < first_across + columns && j < first_down + rows;
    }
    std::size_t index(int i, int j) const {
        return static_cast<std::size_t>(j - first_down) * static_cast<std::size_t>(columns) +
               static_cast<std::size_t>(i - first_across);
    }
    /// Share seen more than chance gives; 0 outside.
    double contrast(int i, int j) const {
        return holds(i, j) ? static_cast<double>(seen[index(i, j)] - chance[index(i, j)]) : 0;
    }
    /// Mean of `contrast` over the four sides of a cell.
    double contrast(Coord cell) const;
};

/// All sides of `lattice` in a picture of this size and some around it, of which nothing is seen yet.
Sides sides_in(const cv::Size& picture, const Lattice& lattice);

/// Counts the edge points beside the lines of `lattice`, for all sides in the picture.
Sides measure_sides(const IsoEdges& edges, const Lattice& lattice);

}  // namespace tk::grid
