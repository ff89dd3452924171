#include "grid-analyze/find/iso_pattern.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/iso_align.hpp"
#include "grid-analyze/find/iso_refine.hpp"

namespace tk::grid {
namespace {

constexpr double clear_score = 2;  // pictures without a board reach 1.8
constexpr double clear_merit = 1.2;
constexpr double few_upright = 0.5;  // that isometric boards may have too

/// Lays the lattice exactly on the lines.
Pattern aligned_well(const FlatPicture& flat, Pattern pattern) {
    for (int round = 0; round < 3; ++round) {
        const auto lattice = aligned(flat, pattern.lattice, pattern.common);
        if (!lattice || !is_near(*lattice, pattern.lattice)) break;
        CommonSides common = measure_common(flat, *lattice);
        if (common.evidence.merit <= pattern.common.evidence.merit) break;
        pattern.lattice = *lattice;
        pattern.common = std::move(common);
    }
    return pattern;
}

}  // namespace

bool Pattern::is_clear() const {
    return score > clear_score && common.evidence.merit > clear_merit;
}

double Pattern::confidence() const {
    return std::clamp(0.99 - 0.35 * std::exp(-(score - clear_score)), 0.0, 0.99);
}

double score_of(const PeriodGuess& guess) {
    return guess.score - 1.5 * std::max(guess.upright - few_upright, 0.0);
}

bool speaks_of_pattern(const PeriodGuess& guess) {
    return score_of(guess) >= clear_score;
}

Pattern pattern_on(const FlatPicture& flat, const Lattice& lattice, const PeriodGuess& guess) {
    return aligned_well(flat, {lattice, measure_common(flat, lattice), score_of(guess), guess.level > most_level});
}

Pattern fitted_to(const IsoEdges& edges, const FlatPicture& flat, Pattern pattern) {
    const auto inside = [&](Coord cell) { return holds_cell(pattern.common.evidence.region, cell); };
    const double spread = std::max(2.2 * edges.scale, 0.06 * pattern.lattice.height);
    for (int round = 0; round < 2; ++round) {
        const auto lattice = fit_lattice(edges, pattern.lattice, spread, inside);
        if (!lattice || !is_near(*lattice, pattern.lattice)) break;
        CommonSides common = measure_common(flat, *lattice);
        if (common.evidence.merit < 0.95 * pattern.common.evidence.merit) break;
        pattern.lattice = *lattice;
        pattern.common = std::move(common);
    }
    return pattern;
}

}  // namespace tk::grid
