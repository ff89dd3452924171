#pragma once

#include <vector>

#include "grid-analyze/find/guess.hpp"
#include "grid-analyze/find/small_maps.hpp"

namespace tk::grid {

/// Parts of a picture that are looked at one by one: a board that fills a small part of it stands out only there.
enum class Parts { whole, halves };

/// Checkerboards: the brightness has a wave along both diagonals with a period of two cells each way.
/// Best first, at most `count`, each period once.
std::vector<Guess> guess_checkers(const SmallMap& shades, Parts parts, std::size_t count);

}  // namespace tk::grid
