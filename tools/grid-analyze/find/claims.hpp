#pragma once

#include <optional>

#include "grid-analyze/find/checker.hpp"
#include "grid-analyze/find/found_board.hpp"
#include "grid-analyze/find/tiling.hpp"

namespace tk::grid {

/// How sure it is that a tiling is a board.
double confidence_of(const Tiling& tiling);

/// The checkerboard whose lines a tiling of squares follows, if there is one: shades as pale as those of some books are
/// drowned in the spectrum of the whole picture. `sums`: of the picture.
std::optional<Checkerboard> checker_on(const BoxSums& sums, const Tiling& tiling);

/// The best of what was found in one picture so far.
class Claims {
public:
    void take(const FoundBoard& found);
    /// A board that is seen at an angle is kept apart: a lattice fits only a part of it.
    void take(const Checkerboard& found);
    /// `checker`: whose lines it follows, if there is one. `slant`: as of slant_of, 0 where it cannot be told.
    void take(const Tiling& found, const std::optional<Checkerboard>& checker, double slant);
    /// Puts `found` in the place of the best.
    void replace(const FoundBoard& found) { best_ = found; }

    const std::optional<FoundBoard>& best() const { return best_; }
    /// Whether there is a checkerboard that is seen at an angle.
    bool has_one_at_an_angle() const { return at_an_angle_.has_value(); }
    /// Whether the best is a part of it.
    bool is_part_of_one_at_an_angle() const;

private:
    std::optional<FoundBoard> best_, at_an_angle_;
};

}  // namespace tk::grid
