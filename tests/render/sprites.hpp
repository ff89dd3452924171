#pragma once

#include <string>

#include "render/canvas.hpp"

namespace tk::render {

/// Draws the sprite `look` (archer, healer, wolf, eye) with its feet at `feet`. `scale` 1 suits a cell 56 pixels wide:
/// about 30 wide and 40 high, nothing below the feet but one pixel, so that the front of the ring stays free.
void draw_sprite(Canvas& canvas, const std::string& look, bool pale, Point feet, double scale);

/// Height of every sprite at scale 1.
inline constexpr double sprite_height = 41;

}  // namespace tk::render
