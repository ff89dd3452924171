#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/guess.hpp"

namespace tk::grid {

/// Part of an endless tiling with squares, rhombi or hexagons, and how its sides show in a picture.
struct Tiling {
    board::Geometry geometry;
    board::Placement placement;
    double contrast = 0;  ///< mean strength on the sides over that on lines through the cells
    double evenness = 0;  ///< how strong the weakest of the sides' classes is, share of the mean: a lattice of half the
                          ///< true size has sides that show nothing
    double merit = 0;     ///< grows with clearness, evenness and size
};

/// A guess that was moved to where the sides of some cells of its window are seen best.
struct Trial {
    board::Geometry geometry;  ///< the cells of the window
    board::Placement placement;
    double contrast = 0;  ///< of the cells looked at
    double merit = 0;     ///< as that of a tiling, but of few cells
    bool tells_pitch = true;
};

/// All cells in the window of a guess; nothing when it holds too few.
std::optional<Trial> cells_in(const Guess& guess);

/// How closely a guess is looked at: what is faint needs four times as many sides.
enum class Care { quick, thorough };

/// A cheap first look at a guess; nothing when the window holds too few cells.
std::optional<Trial> try_tiling(const EdgeFields& fields, const Guess& guess, Care care = Care::quick);

/// Fits the tiling of a trial to the sides that are seen, and cuts out the board. Nothing when no part of it looks
/// like one.
std::optional<Tiling> follow_tiling(const EdgeFields& fields, const Trial& trial);

/// How the sides of the cells of a board show, for one that was found otherwise.
Tiling measure_tiling(const EdgeFields& fields, const board::Geometry& geometry, const board::Placement& placement);

}  // namespace tk::grid
