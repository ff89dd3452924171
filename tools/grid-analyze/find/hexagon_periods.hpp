#pragma once

#include <vector>

#include "board/geometry.hpp"
#include "grid-analyze/find/flat_spectrum.hpp"

namespace tk::grid {

/// Hexagons that the spectrum of a picture speaks for, before their position and the length of their sides are known.
struct HexagonPeriod {
    board::Kind kind = board::Kind::hex_flat;
    /// Of what repeats, pixels: two columns of flat hexagons and the height of one, the width of a pointy one and two
    /// rows. The middles of cells lie at the corners of such a rectangle and in its middle.
    double across = 0, down = 0;
    bool has_shades = false;  ///< three shades of cells in turn repeat, of which these are the cells
    /// How far all its harmonics stand above their surroundings: few pictures without a board reach 2.
    double score = 0;
};

/// The hexagons of either kind, with columns and rows at any distance that is usual, that show best in the spectrum of
/// a picture; best first, at most `count`, not counted those that are a third of another.
///
/// Their lines are thin, so that all harmonics are about as strong, and the first ones, which are as slow as art is,
/// may drown. So lattices are looked for by few harmonics, which may be those of several times the true frequency, and
/// then the ones of which they are harmonics are weighed by all harmonics: the sum over their number's root is greatest
/// for the true one.
std::vector<HexagonPeriod> find_hexagons(const FlatSpectrum& spectrum, std::size_t count);

}  // namespace tk::grid
