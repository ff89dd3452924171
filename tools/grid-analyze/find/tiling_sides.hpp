#pragma once

#include <array>
#include <span>
#include <vector>

#include "board/geometry.hpp"
#include "board/placement.hpp"
#include "grid-analyze/find/edge_field.hpp"

namespace tk::grid {

/// Share of a side left out at either end, where lines meet.
constexpr double side_ends = 0.14;

/// A side of a cell about its middle, in pixels: where it begins, its run, and its unit normal.
struct Side {
    double x, y, dx, dy;
    float nx, ny;
};

/// The sides of a cell of this size, in the order of its outline.
std::vector<Side> sides_of(const board::Geometry& geometry, const board::Placement& placement);

/// Places along a line that is parallel to a side, `share` of the way from the middle of the cell to it, and along up
/// to `parallels` of its own that lie `offs` beside it (pixels along the normal); about the middle of the cell.
ParallelPlaces places_along(const LineMap& lines, const Side& side, double share, std::span<const double> offs);

/// How much more the sides of a cell show than parallels inside of it.
struct Shown {
    std::array<float, 6> each{};
    bool is_inside = false;  ///< the middle of the cell lies in the picture
};

/// Looks at cells of one size: what is the same for all of them is worked out once.
class CellLook {
public:
    /// `edges` must outlive this.
    CellLook(const EdgeField& edges, const std::vector<Side>& sides);
    /// At the cell around `middle` (pixels).
    Shown at(board::Point middle) const;

private:
    /// Opposite sides have the same direction and the same parallel through the middle.
    struct Direction {
        const LineMap* lines;
        ParallelPlaces through;  ///< a line along the side and its parallels to either side of it
        /// Of either side: on it, and half and nearly a third of the way to it.
        std::array<std::array<ParallelPlaces, 3>, 2> sides;
    };
    const EdgeField& edges_;
    std::vector<Direction> directions_;
    double across_ = 0, down_ = 0;  ///< of the middle: all that is looked at
};

}  // namespace tk::grid
