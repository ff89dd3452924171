#include "grid-analyze/find/iso_or_hexagons.hpp"

#include <algorithm>
#include <vector>

#include "grid-analyze/find/hexagon_rivals.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {

double shown_by_hexagons_on(const EdgeFields& fields, const FoundBoard& iso) {
    std::vector<Guess> guesses = flat_hexagons_on(iso.geometry, iso.placement);
    for (const Guess& pointy : rivals(hexagons_on(iso.geometry, iso.placement))) guesses.push_back(pointy);
    double most = 0;
    for (const Guess& guess : guesses) {
        const auto cells = cells_in(guess);
        if (!cells) continue;
        const Tiling shown = measure_tiling(fields, cells->geometry, cells->placement);
        most = std::max(most, shown.contrast * shown.evenness);
    }
    return most;
}

}  // namespace tk::grid
