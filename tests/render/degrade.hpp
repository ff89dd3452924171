#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "render/canvas.hpp"
#include "render/levels.hpp"

namespace tk::render {

/// Applies gamma, then noise (each channel by itself) to 0xRRGGBB pixels.
void degrade(std::vector<std::uint32_t>& pixels, const Switches& switches, SplitMix64& random);

/// True when the picture stays as it was drawn.
bool is_clean(const Switches& switches);

/// ".jpg" below quality 100, else ".png".
std::string extension(const Switches& switches);

/// Degrades the picture and writes it as `path`, whose extension says the format. JPEG has 4:2:0 chroma, as cameras
/// and most screenshot tools write it. Throws std::runtime_error when it cannot be written.
void write_degraded(Canvas& canvas, const Switches& switches, SplitMix64& random, const std::string& path);

}  // namespace tk::render
