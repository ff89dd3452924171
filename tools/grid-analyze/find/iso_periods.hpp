#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/flat_spectrum.hpp"

namespace tk::grid {

/// A lattice that the spectrum speaks for, before its position is known.
struct PeriodGuess {
    double width = 0;    ///< of a cell, pixels
    double ratio = 0;    ///< width to height
    double score = 0;    ///< how far its harmonics stand above their surroundings: pictures without a board reach 1.5
    double upright = 0;  ///< the same for frequencies that upright squares have and such a lattice has not
    double level = 0;  ///< amplitude at those frequencies that level or upright lines alone have, over that of its own
};

/// Ratios of width to height that are looked at.
struct Ratios {
    double least = least_iso_ratio, most = most_iso_ratio;
};

/// The periods that show best in the spectrum of a picture, best first, at most `count`.
///
/// In the two-dimensional Fourier transform the lines of a lattice of W x H pixels stand at the frequencies k (1/W,
/// 1/H) and k (1/W, -1/H) for k = 1, 2, ..., and two shades of tile at (1/W, 0), (0, 1/H) and their odd neighbours.
/// The sum over the harmonics up to the finest that can be seen, over the root of their number, is greatest for the
/// true period: that of half the size misses every other harmonic, that of twice the size has gaps between them.
std::vector<PeriodGuess> find_periods(const FlatSpectrum& spectrum, std::size_t count, Ratios ratios = {});

/// The same in two steps, for many spectra of which only the best are worth the second. First the places where few
/// harmonics show best, with their scores.
std::vector<Place> first_periods(const FlatSpectrum& spectrum, std::size_t count, Ratios ratios, double most_width);
/// Then the period to which such a place leads, itself or one of its multiples.
std::optional<PeriodGuess> period_at(const FlatSpectrum& spectrum, const Place& first, Ratios ratios);

}  // namespace tk::grid
