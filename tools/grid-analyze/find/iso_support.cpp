#include "grid-analyze/find/iso_support.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>

#include "core/widest.hpp"

namespace tk::grid {
namespace {

/// Not every processor counts bits at once, but all with wider vectors do.
TK_INLINE void shares_body(const std::vector<std::uint64_t>& bits, int slots, float* shares) {
    for (std::size_t k = 0; k < bits.size(); ++k)
        shares[k] = static_cast<float>(std::popcount(bits[k])) / static_cast<float>(slots);
}

/// Columns of the picture where an edge point was seen along a side, one bit each; long sides share bits.
class Coverage {
public:
    Coverage(std::size_t sides, double side_columns)
        : bits_(sides), slots_(std::clamp(static_cast<int>(side_columns / 1.15), 4, 64)) {}

    /// `along`: place on the side, 0..1.
    void mark(std::size_t side, double along) {
        bits_[side] |= std::uint64_t{1} << std::clamp(static_cast<int>(along * slots_), 0, slots_ - 1);
    }
    /// Of each side.
    std::vector<float> shares() const {
        std::vector<float> shares(bits_.size());
        widest<shares_body>(bits_, slots_, shares.data());
        return shares;
    }

private:
    std::vector<std::uint64_t> bits_;
    int slots_;
};

}  // namespace

double Sides::contrast(Coord cell) const {
    const int i = cell.x + cell.y, j = cell.x - cell.y;
    return (contrast(i, j) + contrast(i + 1, j) + contrast(i, j + 1) + contrast(i + 1, j + 1)) / 4;
}

Sides sides_in(const cv::Size& picture, const Lattice& lattice) {
    Sides sides;
    const double half_width = lattice.width / 2, half_height = lattice.height / 2;
    sides.first_across = static_cast<int>(std::floor(-lattice.x0 / half_width)) - 1;
    sides.first_down = static_cast<int>(std::floor(-lattice.y0 / half_height)) - 1;
    sides.columns = static_cast<int>(std::ceil((picture.width - lattice.x0) / half_width)) + 3 - sides.first_across;
    sides.rows = static_cast<int>(std::ceil((picture.height - lattice.y0) / half_height)) + 3 - sides.first_down;
    const auto total = static_cast<std::size_t>(sides.columns) * static_cast<std::size_t>(sides.rows);
    sides.seen.resize(total);
    sides.chance.resize(total);
    sides.in_picture.resize(total);
    std::vector<std::uint8_t> is_column_inside;
    for (int i = sides.first_across; i < sides.first_across + sides.columns; ++i) {
        const double x = lattice.x0 + (i - 0.5) * half_width;
        is_column_inside.push_back(x >= 0 && x < picture.width ? 1 : 0);
    }
    for (int j = sides.first_down; j < sides.first_down + sides.rows; ++j) {
        const double y = lattice.y0 + (j - 0.5) * half_height;
        if (y < 0 || y >= picture.height) continue;
        std::copy(is_column_inside.begin(), is_column_inside.end(),
                  sides.in_picture.begin() + static_cast<std::ptrdiff_t>(sides.index(sides.first_across, j)));
    }
    return sides;
}

Sides measure_sides(const IsoEdges& edges, const Lattice& lattice) {
    Sides sides = sides_in(edges.size, lattice);
    const std::size_t total = sides.seen.size();
    const double half_width = lattice.width / 2;
    const double columns = half_width / edges.scale;
    Coverage on_side(total, columns);
    std::array<Coverage, 2> through_middle{Coverage(total, columns), Coverage(total, columns)};
    const double reach = (1.6 * edges.scale + 0.02 * lattice.height) / lattice.height;
    const LatticePlaces places(lattice);
    for (std::size_t family = 0; family < 2; ++family) {
        for (const auto& point : edges.families[family]) {
            const Point p{static_cast<double>(point.x), static_cast<double>(point.y)};
            const auto [x, y] = places.of(p);
            const double across = family == 0 ? x : y, along = family == 0 ? y : x;
            const int half = nearest(2 * across);  // sides lie at odd ones, middles of cells at even ones
            if (std::abs(2 * across - half) > 2 * reach) continue;
            const bool is_on_side = (half & 1) != 0;
            const int k = (half + 1) >> 1, other = nearest(along);  // the side at k - 1/2, or cell k
            // Sides of family 0 are at (k - 1/2, other), of family 1 at (other, k - 1/2) in cells.
            const int i = k + other;
            const int j = family == 0 ? k - other : other - k + (is_on_side ? 1 : 0);
            if (!sides.holds(i, j)) continue;
            const double place = along - other + 0.5;
            (is_on_side ? on_side : through_middle[family]).mark(sides.index(i, j), place);
        }
    }
    sides.seen = on_side.shares();
    // Middles are kept at (across, down) of their cell; a side lies between two cells in a row or one above the other.
    std::vector<float> middles = through_middle[0].shares();
    const std::vector<float> others = through_middle[1].shares();
    for (std::size_t at = 0; at < total; ++at) middles[at] = (middles[at] + others[at]) / 2;
    const auto middle = [&](int i, int j) { return sides.holds(i, j) ? middles[sides.index(i, j)] : 0.0F; };
    for (int j = sides.first_down; j < sides.first_down + sides.rows; ++j) {
        for (int i = sides.first_across; i < sides.first_across + sides.columns; ++i) {
            const bool is_even = ((i + j) & 1) == 0;
            sides.chance[sides.index(i, j)] =
                is_even ? (middle(i, j) + middle(i - 1, j - 1)) / 2 : (middle(i - 1, j) + middle(i, j - 1)) / 2;
        }
    }
    return sides;
}

}  // namespace tk::grid
