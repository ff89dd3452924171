#pragma once

#include <cstdint>
#include <vector>

#include "render/canvas.hpp"

namespace tk::render {

/// Colours and lines of a board.
struct BoardLook {
    std::vector<Colour> floor{rgb(0x9a9580), rgb(0x8c8772), rgb(0x7f7a66)};  ///< the alternating shades
    Colour background = rgb(0x14161c);
    Colour block_top = rgb(0x5a5038), block_left = rgb(0x42392a), block_right = rgb(0x2f291f);
    Colour line = rgb(0x5f5b4a);
    double line_opacity = 0.5;       ///< 0: no lines between the cells
    double line_width = 0.02;        ///< of the cell's width, at least one pixel
    double tile_opacity = 1;         ///< below 1 the art behind shows through
    double missing_lines = 0;        ///< share of the edges without line
    std::uint64_t missing_seed = 0;  ///< which of them
    bool smooth = false;             ///< edges of tiles are antialiased, as at fractional sizes of cell
    double cliff = 0;                ///< depth of the walls below the front edge, of the cell's height
    double block_height = 0.4;       ///< of the cell's height
};

/// The colour a highlight is painted with over its cells: "reachable", "range", "target", "placement".
/// Throws std::invalid_argument for another kind.
Colour highlight_colour(const std::string& kind);

/// The colour of a team's ring.
Colour team_colour(const std::string& team);

}  // namespace tk::render
