#include "grid-analyze/find/iso_candidate.hpp"

#include <algorithm>
#include <cmath>
#include <utility>

#include "grid-analyze/find/cell_sizes.hpp"
#include "grid-analyze/find/iso_refine.hpp"

namespace tk::grid {
namespace {

constexpr double least_lines = 0.06;  // contrast of the weaker lines
constexpr int least_side = 3;         // sides across and down: smaller is no board

/// The cells of a candidate's region that show their sides, they and their neighbours together: looked at once, asked
/// for each edge point.
class SeenCells {
public:
    explicit SeenCells(const Candidate& candidate)
        : region_(candidate.evidence.region),
          seen_(static_cast<std::size_t>(region_.columns()) * static_cast<std::size_t>(region_.rows())) {
        for (int j = region_.top; j < region_.bottom; ++j) {
            for (int i = region_.left; i < region_.right; ++i) {
                if (((i + j) & 1) != 0) continue;
                const Coord cell{(i + j) / 2, (i - j) / 2};
                double sum = candidate.sides.contrast(cell);
                for (const Coord step : {Coord{1, 0}, {-1, 0}, {0, 1}, {0, -1}})
                    sum += candidate.sides.contrast(cell + step);
                seen_[index(i, j)] = sum / 5 > 0.5 * candidate.evidence.contrast ? 1 : 0;
            }
        }
    }
    bool holds(Coord cell) const {
        return holds_cell(region_, cell) && seen_[index(cell.x + cell.y, cell.x - cell.y)] != 0;
    }

private:
    std::size_t index(int i, int j) const {
        return static_cast<std::size_t>(j - region_.top) * static_cast<std::size_t>(region_.columns()) +
               static_cast<std::size_t>(i - region_.left);
    }
    CellRect region_;
    std::vector<char> seen_;
};

}  // namespace

Candidate candidate_on(const IsoEdges& edges, const Lattice& lattice) {
    Candidate candidate{lattice, measure_sides(edges, lattice), {}};
    candidate.evidence = find_region(candidate.sides);
    return candidate;
}

Candidate polished(const IsoEdges& edges, Candidate candidate) {
    for (int round = 0; round < 4; ++round) {
        const SeenCells seen(candidate);
        const auto is_seen = [&](Coord cell) { return seen.holds(cell); };
        const double spread = std::max(2.2 * edges.scale, 0.06 * candidate.lattice.height);
        const auto fitted = fit_lattice(edges, candidate.lattice, spread, is_seen);
        if (!fitted || !is_near(*fitted, candidate.lattice)) break;
        Candidate next = candidate_on(edges, *fitted);
        if (next.evidence.merit < 0.9 * candidate.evidence.merit) break;
        const double change = std::abs(next.lattice.width / candidate.lattice.width - 1);
        candidate = std::move(next);
        if (change < 1e-4) break;
    }
    return candidate;
}

bool is_large_enough(const CellRect& region) {
    return region.columns() > least_side && region.rows() > least_side;
}

bool is_board(const Evidence& evidence) {
    return evidence.merit >= least_merit_of_lines && evidence.lines >= least_lines && is_large_enough(evidence.region);
}

Candidate third_of(const IsoEdges& edges, Candidate wide) {
    const Lattice& lattice = wide.lattice;
    if (lattice.width < 3 * least_cell_by_spectrum) return wide;
    Candidate fine = candidate_on(edges, {lattice.width / 3, lattice.height / 3, lattice.x0, lattice.y0});
    return is_board(fine.evidence) && fine.evidence.lines > 0.5 * wide.evidence.lines ? polished(edges, std::move(fine))
                                                                                      : wide;
}

std::optional<Candidate> clearer_of_width(const IsoEdges& edges, const std::vector<PeriodGuess>& all,
                                          const PeriodGuess& guess, const Candidate& found) {
    constexpr double apart = 0.02;
    std::optional<Candidate> best;
    for (const PeriodGuess& other : all) {
        if (&other == &guess || std::abs(other.width / guess.width - 1) > apart) continue;
        Candidate candidate = polished(edges, candidate_on(edges, place_lattice(edges, other)));
        if (candidate.evidence.merit > (best ? *best : found).evidence.merit) best = std::move(candidate);
    }
    return best;
}

}  // namespace tk::grid
