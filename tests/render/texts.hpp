#pragma once

#include <cstdint>
#include <filesystem>

#include "render/levels.hpp"

namespace tk::render {

/// Draws `count` pictures (text-000.png ...) with texts as games show them, in several fonts, 9 to 40 pixels high: on
/// panels, outlined or with a shadow over art, light or dark, in colours. truth.jsonl has each text with its box.
void draw_texts(int count, Level level, std::uint64_t seed, const std::filesystem::path& folder);

/// Draws `count` pictures (bare-000.png ...) without any text: art, textures, gradients, noise, icons, empty panels.
void draw_bare(int count, Level level, std::uint64_t seed, const std::filesystem::path& folder);

}  // namespace tk::render
