#pragma once

#include <vector>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/guess.hpp"

namespace tk::grid {

/// Squares and regular hexagons that the lines of some part of a picture speak for, best first, at most `count` of each
/// kind.
///
/// The sides of such cells lie on two (squares) or three (hexagons) families of parallel lines, all with the same
/// distance. For each direction the strength of edges across it is projected on the normal, part by part, where the
/// lines of a family fall together; a Fourier transform gives all distances at once. A board that fills a small part of
/// the picture stands out in that part, faint as its lines may be: each is summed up over its whole length.
///
/// `least_cell`: field pixels from side to side of the smallest cells.
std::vector<Guess> guess_by_lines(const EdgeField& field, std::size_t count, double least_cell = least_cell_by_lines);

}  // namespace tk::grid
