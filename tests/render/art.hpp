#pragma once

#include "render/canvas.hpp"
#include "render/random.hpp"

namespace tk::render {

/// Covers the picture with a painted landscape: ground of cloudy colours, paths, trees, rocks, tufts. Nothing in it is
/// periodic.
void draw_art(Canvas& canvas, SplitMix64& random);

/// Crates, walls and stairs in isometric view, each of its own size and place: edges that run as those of an isometric
/// board do, without being one.
void draw_town(Canvas& canvas, SplitMix64& random);

}  // namespace tk::render
