#include "grid-analyze/find/hexagon_cells.hpp"

#include <algorithm>
#include <cmath>

#include "grid-analyze/find/hexagon_rivals.hpp"
#include "grid-analyze/find/laid_cells.hpp"

namespace tk::grid {
namespace {

constexpr double least_surprise = 1.25;
constexpr std::size_t tried = 2;          // of each kind
constexpr double least_at_start = 0.025;  // mean of sides before they are laid; the faintest of boards had 0.032
constexpr double least_merit = 3.4;       // pictures without a board reach 3.1
constexpr double apart = 0.03;            // of two sizes that are taken for one

/// The most surprising ones of one kind, no two of one size.
std::vector<Guess> best_of(board::Kind kind, const std::vector<Guess>& sorted) {
    std::vector<Guess> best;
    for (const Guess& guess : sorted) {
        if (guess.kind != kind || guess.surprise < least_surprise || best.size() == tried) continue;
        if (std::none_of(best.begin(), best.end(), [&](const Guess& other) {
                return std::abs(other.placement.width / guess.placement.width - 1) < apart;
            }))
            best.push_back(guess);
    }
    return best;
}

}  // namespace

std::optional<Tiling> hexagons_by_cells(const EdgeFields& fields, std::vector<Guess> guesses) {
    std::stable_sort(guesses.begin(), guesses.end(),
                     [](const Guess& a, const Guess& b) { return a.surprise > b.surprise; });
    std::optional<Tiling> best;
    for (const board::Kind kind : {board::Kind::hex_pointy, board::Kind::hex_flat}) {
        for (const Guess& guess : best_of(kind, guesses)) {
            Starts starts{{}, 1, least_at_start};
            for (const Guess& rival : rivals(guess)) starts.placements.push_back(rival.placement);
            const EdgeField& edges = fields.suited(guess.placement.width, guess.placement.height);
            const auto laid = lay_by_cells(edges, kind, starts, guess.window);
            if (!laid) continue;
            const Tiling tiling = measure_tiling(fields, laid->geometry, laid->placement);
            if (tiling.merit > (best ? best->merit : least_merit)) best = tiling;
        }
    }
    return best;
}

}  // namespace tk::grid
