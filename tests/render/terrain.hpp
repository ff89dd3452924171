#pragma once

#include <string>

#include "render/geometry.hpp"
#include "render/random.hpp"

namespace tk::render {

/// Random terrain in the letters of records (`.` floor, `#` obstacle, `o` hole). The outline is whole, rounded or
/// ragged; two neighbouring cells in the middle of each side are floor, so that the extent of the board can be seen.
/// The board needs a size of cell; which one does not matter.
std::string random_cells(const Geometry& board, SplitMix64& random);

}  // namespace tk::render
