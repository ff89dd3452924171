#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace tk::render {

/// Up to 256 colours (0xRRGGBB) that stand best for those of the pictures together: what a colour costs that is left
/// out is its count times the squared distance to the nearest that is kept.
std::vector<std::uint32_t> common_palette(std::span<const std::vector<std::uint32_t>> pictures);

/// Writes the picture as a palette PNG, each colour replaced by the nearest of the palette: about a quarter of the
/// size of a true-colour one. One palette for a whole replay keeps unchanged pixels equal from picture to picture.
/// Throws std::runtime_error when the file cannot be written.
void write_indexed_png(const std::string& path, int width, int height, std::span<const std::uint32_t> pixels,
                       std::span<const std::uint32_t> palette);

}  // namespace tk::render
