#pragma once

#include <cmath>

namespace tk::grid {

/// Whether the size of one lattice over that of another is about a whole number from 2 to `most`.
inline bool is_multiple(double times, int most) {
    return times > 1.5 && times < most + 0.5 && std::abs(times - std::round(times)) < 0.04 * times;
}

}  // namespace tk::grid
