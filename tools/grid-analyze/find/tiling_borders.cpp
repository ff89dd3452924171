#include "grid-analyze/find/tiling_borders.hpp"

#include <cmath>
#include <limits>

namespace tk::grid {

using board::Geometry;
using board::Point;

Steps steps_across(const View& view, const std::vector<Side>& sides) {
    const Field patch{Geometry(view.field.geometry.kind(), 10, 10), view.field.placement, {}};
    const View part{patch, view.shifts_even};
    const auto centre = [&](int col, int row) {
        return board::centre(patch.geometry, patch.placement, *patch.geometry.cell_at_offset(part.offset(col, row)));
    };
    Steps steps{};
    for (int col = 4; col < 6; ++col) {
        for (int row = 4; row < 6; ++row) {
            const Point from = centre(col, row);
            for (std::size_t s = 0; s < sides.size(); ++s) {
                const Point to{from.x + 2 * sides[s].x + sides[s].dx, from.y + 2 * sides[s].y + sides[s].dy};
                double nearest = std::numeric_limits<double>::max();
                for (int i = -1; i <= 1; ++i) {
                    for (int j = -1; j <= 1; ++j) {
                        const Point other = centre(col + i, row + j);
                        const double away = std::hypot(other.x - to.x, other.y - to.y);
                        if (away >= nearest) continue;
                        nearest = away;
                        steps[static_cast<std::size_t>(col & 1)][static_cast<std::size_t>(row & 1)][s] = {i, j};
                    }
                }
            }
        }
    }
    return steps;
}

CellRect line_at(const CellRect& span, const Border& border, int by) {
    CellRect line = span;
    const int at = span.*border.edge + by * border.outwards;
    if (border.is_column()) {
        line.left = line.right = at;
    } else {
        line.top = line.bottom = at;
    }
    return line;
}

CellRect moved(CellRect span, const Border& border, int by) {
    span.*border.edge += by * border.outwards;
    return span;
}

}  // namespace tk::grid
