#include "grid-analyze/find/tiling_table.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "stats/middle_value.hpp"

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Placement;
using board::Point;

namespace {

constexpr int most_cells = 10;     // that are looked at, each way
constexpr double as_strong = 0.5;  // as those of the sides over what is between them

/// The lines of the cells along one axis.
class Axis {
public:
    Axis(const EdgeField& edges, const Geometry& geometry, const Placement& placement, bool is_across)
        : edges_(edges), geometry_(geometry), placement_(placement), is_across_(is_across) {}

    bool is_in_thirds() const {
        const double between = (strength(1.0 / 6) + strength(0.5) + strength(5.0 / 6)) / 3;
        const double side = strength(0) - between;
        return side > 0 && std::min(strength(1.0 / 3), strength(2.0 / 3)) - between > as_strong * side;
    }

private:
    /// Of what lies `share` of a cell behind its first side: the median of all cells, for texts and pieces differ.
    double strength(double share) const {
        const int step_x = 1 + (geometry_.cols() - 1) / most_cells, step_y = 1 + (geometry_.rows() - 1) / most_cells;
        const double reach = std::max(edges_.scale(), 0.01 * placement_.height);
        std::vector<double> all;
        for (int row = 0; row < geometry_.rows(); row += step_y) {
            for (int col = 0; col < geometry_.cols(); col += step_x) {
                const auto cell = geometry_.cell_at_offset(Coord{col, row});
                const Point middle = board::centre(geometry_, placement_, *cell);
                double most = 0;
                for (const double off : {-reach, 0.0, reach}) {
                    double sum = 0;
                    for (const double along : {-0.4, -0.25, -0.1, 0.1, 0.25, 0.4}) {
                        const Point p = is_across_ ? Point{middle.x + (share - 0.5) * placement_.width + off,
                                                           middle.y + along * placement_.height}
                                                   : Point{middle.x + along * placement_.width,
                                                           middle.y + (share - 0.5) * placement_.height + off};
                        sum += static_cast<double>(edges_.across_smoothly(p, is_across_ ? 1 : 0, is_across_ ? 0 : 1));
                    }
                    most = std::max(most, sum);
                }
                all.push_back(most);
            }
        }
        return stats::middle_value(std::move(all));
    }

    const EdgeField& edges_;
    const Geometry& geometry_;
    const Placement& placement_;
    bool is_across_;
};

}  // namespace

bool is_of_table(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    return Axis(edges, geometry, placement, true).is_in_thirds() !=
           Axis(edges, geometry, placement, false).is_in_thirds();
}

}  // namespace tk::grid
