#pragma once

#include <optional>
#include <vector>

#include "grid-analyze/find/iso_edges.hpp"
#include "grid-analyze/find/iso_lattice.hpp"
#include "grid-analyze/find/iso_periods.hpp"
#include "grid-analyze/find/iso_region.hpp"

namespace tk::grid {

/// Merit of the lines of a board: those of pictures without one reach 0.6.
constexpr double least_merit_of_lines = 0.8;

/// A lattice where it lies best, and how it shows there.
struct Candidate {
    Lattice lattice;
    Sides sides;
    Evidence evidence;
};

/// What a lattice shows where it lies.
Candidate candidate_on(const IsoEdges& edges, const Lattice& lattice);

/// Fits the lattice to the lines between cells that are seen, and looks what is seen now.
Candidate polished(const IsoEdges& edges, Candidate candidate);

/// Whether a region has more sides across and down than no board has.
bool is_large_enough(const CellRect& region);

/// Whether the lines of a region show as those of a board do.
bool is_board(const Evidence& evidence);

/// A lattice of three times the true size has lines that are all true, and others between them: the one of a third if
/// its lines show as well.
Candidate third_of(const IsoEdges& edges, Candidate wide);

/// The spectrum of a small board on an even ground has peaks beside the true one, whose cells are higher or less high:
/// what shows more clearly than `found`, which is that of `guess`, of all other guesses as wide.
std::optional<Candidate> clearer_of_width(const IsoEdges& edges, const std::vector<PeriodGuess>& all,
                                          const PeriodGuess& guess, const Candidate& found);

}  // namespace tk::grid
