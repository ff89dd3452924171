#pragma once

#include <optional>

#include "grid-analyze/find/iso_common_sides.hpp"
#include "grid-analyze/find/iso_edges.hpp"
#include "grid-analyze/find/iso_periods.hpp"

namespace tk::grid {

/// A lattice that shows in the spectrum of a picture, whose sides have something in common.
struct Pattern {
    Lattice lattice;
    CommonSides common;
    double score = 0;       ///< of its spectrum, less that of upright squares
    bool is_level = false;  ///< level or upright lines are in the spectrum too, and much stronger

    /// Whether it is clear enough to be a board whose single sides drown in noise.
    bool is_clear() const;
    /// That it is one, 0..1.
    double confidence() const;
};

/// Amplitude of level and upright lines over that of isometric ones: of squares 6 and more.
constexpr double most_level = 5;

/// How far the spectrum of a guess speaks for isometric cells: its score, less that of upright squares.
double score_of(const PeriodGuess& guess);

/// Whether it does so clearly enough for a pattern.
bool speaks_of_pattern(const PeriodGuess& guess);

/// The pattern of such a guess, laid exactly on its lines from `lattice`, which lies about there.
Pattern pattern_on(const FlatPicture& flat, const Lattice& lattice, const PeriodGuess& guess);

/// Lays the lattice of a pattern on the edge points along its lines, which lie exactly where the lines do.
Pattern fitted_to(const IsoEdges& edges, const FlatPicture& flat, Pattern pattern);

}  // namespace tk::grid
