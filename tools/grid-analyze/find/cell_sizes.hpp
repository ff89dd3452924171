#pragma once

namespace tk::grid {

// Which cells each way to find a board looks for, in pixels of the picture unless it is said otherwise. A guess may be
// a little off, so that some are made a little beyond what is claimed.

/// Width of isometric cells, and of squares whose lines run through the whole picture; checkerboards are guessed up to
/// the same.
constexpr double least_cell_by_spectrum = 18, most_cell_by_spectrum = 270;

/// Width to height of isometric cells. On two of the three families of lines of regular hexagons it is 1.73.
constexpr double least_iso_ratio = 1.68, most_iso_ratio = 2.22;

/// What hexagons repeat across and down: smaller ones are textures.
constexpr double least_period_of_hexagons = 19;
/// What they repeat across at most: a cell and a half of the widest flat ones.
constexpr double most_across_of_hexagons = 1.5 * most_cell_by_spectrum;

/// Squares of a checkerboard, of a guess and of a board: 16, which a fit may miss by a little; finer ones are hatching.
constexpr double least_guessed_checker = 14, least_checker = 15.8;

/// From side to side of cells whose lines are looked for, in pixels of the field that is looked at. The large ones are
/// those of a second look, in the coarsest field.
constexpr double least_cell_by_lines = 9, large_cell_by_lines = 20;

/// Pixels of a field to the smallest cells whose sides are told from each other.
constexpr double least_cell_of_field = 10;
/// Width and height of a tiling that is followed.
constexpr double most_cell_of_tiling = 400;

}  // namespace tk::grid
