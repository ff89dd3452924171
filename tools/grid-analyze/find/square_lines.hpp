#pragma once

#include <optional>

#include "grid-analyze/find/flat_picture.hpp"
#include "grid-analyze/find/guess.hpp"

namespace tk::grid {

/// Squares whose lines go through the whole picture, as on maps with a grid over art, faint as it may be; nothing where
/// no lines repeat alike across and down. The score is the geometric mean of how far all harmonics of the lines stand
/// above their surroundings, both ways: few pictures without such lines reach 3.
///
/// All columns of a flat picture are summed up, and all rows: lines add up over their whole length, art does not.
std::optional<Guess> guess_squares_of_whole(const FlatPicture& flat);

}  // namespace tk::grid
