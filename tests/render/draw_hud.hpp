#pragma once

#include <optional>
#include <string>
#include <vector>

#include "render/canvas.hpp"
#include "render/simulate.hpp"

namespace tk::render {

/// A value of the interface as drawn.
struct DrawnField {
    std::string name;          ///< "ap", as in the profile
    std::string text;          ///< as drawn: "PA 6"
    std::optional<int> value;  ///< of numbers
    std::optional<int> max;    ///< of pairs
    Box box;                   ///< of the ink
};

/// A line of the chat as drawn.
struct DrawnLine {
    ChatLine line;
    Box box;
};

struct DrawnHud {
    std::vector<DrawnField> fields;
    std::vector<DrawnLine> chat;  ///< oldest first
    std::vector<Box> panels;      ///< opaque; what lies behind is hidden
};

/// The part of the picture that the interface leaves for the board.
Box board_area(int width, int height);

/// Draws the interface: map name, turn, chat, and the active fighter's name, class, level, points.
/// Places are shares of the picture (examples/profiles/dofus.json holds them); text grows with `unit`.
DrawnHud draw_hud(Canvas& canvas, const State& state, const std::string& map, double unit);

}  // namespace tk::render
