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
    // No place is looked at twice: `failed` coordinates in a row have not helped from here, and what the last step left
    // lies lower.
    std::size_t failed = 0, last_moved = count;
    int last_way = 0;
    std::size_t k = 0;
    for (double step = first_step; step > last_step;) {
        ++failed;
        for (const int way : {-1, 1}) {
            if (k == last_moved && way == -last_way) continue;
            Shift by{};
            by[k] = way * step;
            const board::Placement next = changed(placement, by);
            const double value = worth(next);
            if (value <= top) continue;
            top = value;
            placement = next;
            last_moved = k;
            last_way = way;
            failed = 0;
            break;
        }
        k = (k + 1) % count;
        if (failed < count) continue;
        step /= 2;
        k = failed = 0;
        last_moved = count;
    }
    return placement;
}

}  // namespace tk::grid
