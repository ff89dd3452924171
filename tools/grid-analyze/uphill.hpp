#pragma once

#include <array>
#include <cstddef>

#include "board/placement.hpp"

namespace tk::grid {

/// Changes of a lattice along its four coordinates, in pixels: place across and down, half the width and half the
/// height of what is looked at.
using Shift = std::array<double, 4>;

/// Moves a lattice uphill, along one coordinate at a time, by steps that halve from `first_step` down to `last_step`
/// whenever none helps. `changed(placement, shift)` gives the moved lattice, `worth(placement)` how well it lies. Only
/// the first `count` coordinates are used.
template <class Changed, class Worth>
board::Placement uphill(board::Placement placement, double first_step, double last_step, const Changed& changed,
                        const Worth& worth, std::size_t count = 4) {
    double top = worth(placement);
    for (double step = first_step; step > last_step;) {
        bool is_better = false;
        for (std::size_t k = 0; k < count; ++k) {
            for (const int way : {-1, 1}) {
                Shift by{};
                by[k] = way * step;
                const board::Placement next = changed(placement, by);
                const double value = worth(next);
                if (value <= top) continue;
                top = value;
                placement = next;
                is_better = true;
                break;
            }
        }
        if (!is_better) step /= 2;
    }
    return placement;
}

}  // namespace tk::grid
