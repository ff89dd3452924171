#pragma once

#include <cstddef>
#include <vector>

#include "render/draw_board.hpp"
#include "render/simulate.hpp"

namespace tk::render {

/// Where a fighter stands in the picture.
struct DrawnFighter {
    std::size_t index = 0;  ///< into State::fighters
    Box body;               ///< ring and sprite
    Box bar;                ///< HP bar with its dark frame
    Box plate;              ///< name plate
    Box name;               ///< ink of the name
};

/// The cells that are painted over in this state.
std::vector<Highlight> highlights_of(const State& state);

/// Draws obstacles, rings, sprites, bars, plates and the marker of the active fighter, back to front. `unit` scales
/// the text of the plates (1 at 1280x720). A plate that would cover another fighter or plate is raised above it;
/// without `has_plates` the bars stand alone.
std::vector<DrawnFighter> draw_fighters(Canvas& canvas, const Geometry& board, const std::string& cells,
                                        const BoardLook& look, const State& state, double unit, bool has_plates = true);

}  // namespace tk::render
