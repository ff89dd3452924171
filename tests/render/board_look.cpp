#include "render/board_look.hpp"

#include <stdexcept>

namespace tk::render {

Colour highlight_colour(const std::string& kind) {
    if (kind == "reachable") return rgb(0x006600, 0.42);
    if (kind == "range") return rgb(0x223399, 0.5);
    if (kind == "target") return rgb(0xdd1122, 0.42);
    if (kind == "placement") return rgb(0xdd2200, 0.6);
    throw std::invalid_argument("unknown highlight '" + kind + "'");
}

Colour team_colour(const std::string& team) {
    return team == "ally" ? rgb(0xff0000) : rgb(0x0000ff);
}

}  // namespace tk::render
