#pragma once

#include <algorithm>

namespace tk::grid {

/// How far from the middle one the top of the parabola through three values side by side lies, -0.5..0.5; 0 where it
/// has no top.
inline double top_of_parabola(double before, double here, double after) {
    const double bend = before - 2 * here + after;
    return bend < 0 ? std::clamp(0.5 * (before - after) / bend, -0.5, 0.5) : 0;
}

}  // namespace tk::grid
