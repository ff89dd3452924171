#include "grid-analyze/tiling_gap.hpp"

#include <algorithm>
#include <vector>

namespace tk::grid {

using board::Coord;
using board::Geometry;
using board::Placement;
using board::Point;

namespace {

double median(std::vector<double> values) {
    if (values.empty()) return 0.0;
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    return *middle;
}

}  // namespace

double gap_of(const EdgeField& edges, const Geometry& geometry, const Placement& placement) {
    constexpr int most_lines = 12;
    const auto gaps = [&](bool is_across) {
        const double size = is_across ? placement.width : placement.height;
        const double step = std::max(edges.scale(), 0.01 * size);
        const int reach = static_cast<int>(0.24 * size / step);
        const float nx = is_across ? 1 : 0, ny = is_across ? 0 : 1;
        const int count = is_across ? geometry.cols() : geometry.rows();
        const int others = is_across ? geometry.rows() : geometry.cols();
        std::vector<double> found;
        for (int line = 0; line < count; line += 1 + (count - 1) / most_lines) {
            std::vector<double> profile(static_cast<std::size_t>(2 * reach + 1));
            for (int other = 0; other < others; other += 1 + (others - 1) / most_lines) {
                const auto cell = geometry.cell_at_offset(is_across ? Coord{line, other} : Coord{other, line});
                const Point middle = board::centre(geometry, placement, *cell);
                for (int k = -reach; k <= reach; ++k) {
                    for (const double along : {-0.3, -0.2, -0.1, 0.0, 0.1, 0.2, 0.3}) {
                        const double off = 0.5 * size + k * step;
                        const Point p = is_across ? Point{middle.x + off, middle.y + along * placement.height}
                                                  : Point{middle.x + along * placement.width, middle.y + off};
                        profile[static_cast<std::size_t>(k + reach)] +=
                            static_cast<double>(edges.across_smoothly(p, nx, ny));
                    }
                }
            }
            // Noise and art are everywhere, and as strong as half a faint line.
            const double usual = median(profile), most = *std::max_element(profile.begin(), profile.end());
            const double strong = 0.5 * (usual + most);
            const auto is_strong = [&](double value) { return value > strong; };
            const auto first = std::find_if(profile.begin(), profile.end(), is_strong);
            const auto last = std::find_if(profile.rbegin(), profile.rend(), is_strong).base() - 1;
            // The two flanks of a thin line lie some pixels apart at any size of cell.
            if (strong > 0) found.push_back((static_cast<double>(last - first) * step - 3 * edges.scale()) / size);
        }
        return found;
    };
    return std::min(median(gaps(true)), median(gaps(false)));
}

}  // namespace tk::grid
