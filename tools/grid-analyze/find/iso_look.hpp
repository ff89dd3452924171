#pragma once

#include <optional>

#include "grid-analyze/find/edge_field.hpp"
#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/iso_search.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {

/// What a look for an isometric board came to in a picture that may hold boards of other kinds.
struct IsoLook {
    std::optional<FoundBoard> board;
    std::optional<Tiling> sides;         ///< how its sides show
    std::optional<FoundBoard> on_lines;  ///< what repeats along isometric lines: the board, or what is none
    std::optional<NoBoard> none;         ///< why there is no board
};

/// What repeats along isometric lines is a board only if the sides of single cells show: all lines of textures and of
/// icons in rows repeat, and so do those of terrain that hides where one cell ends.
IsoLook look_for_iso_board(const IsoSearch& search, const EdgeFields& edges);

/// The same in parts of the picture, for boards that are small or faint.
std::optional<FoundBoard> find_faint_iso_board(const IsoSearch& search, const EdgeFields& edges);

/// Whether its board is so sure that no other kind need be looked for: the lines of hexagons leave sides of isometric
/// cells blank, or show as well by themselves. `edges`: those it was looked for in.
bool is_sure(const IsoLook& look, const EdgeFields& edges);

/// Whether its board shows more clearly than what lies along lines of hexagons does.
bool is_clear(const IsoLook& look);

}  // namespace tk::grid
