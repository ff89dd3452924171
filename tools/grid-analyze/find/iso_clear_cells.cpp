#include "grid-analyze/find/iso_clear_cells.hpp"

#include <algorithm>

namespace tk::grid {
namespace {

constexpr double share = 0.5;         // cells beside a clear board reach 0.44, with one exception
constexpr double least_usual = 1.25;  // of fainter boards what is beside a strong rim shows as much
constexpr double most_of_side = 3;
constexpr std::size_t sides = 4;

}  // namespace

ClearCells::ClearCells(const EdgeFields& fields, const Lattice& lattice, const CellRect& region)
    : lattice_(lattice),
      look_(fields.for_any(lattice.width, lattice.height),
            sides_of(board::Geometry(), {{}, lattice.width, lattice.height})) {
    Mean usual;
    for (int j = region.top; j < region.bottom; ++j) {
        for (int i = region.left; i < region.right; ++i) {
            if (((i + j) & 1) != 0) continue;
            const Shown shown = look_.at(lattice_.centre({(i + j) / 2, (i - j) / 2}));
            for (std::size_t side = 0; shown.is_inside && side < sides; ++side)
                usual.add(std::min(static_cast<double>(shown.each[side]), most_of_side));
        }
    }
    least_ = share * std::max(usual.value(), least_usual);
}

bool ClearCells::hold(Coord cell) const {
    const Shown shown = look_.at(lattice_.centre(cell));
    return shown.is_inside && std::all_of(shown.each.begin(), shown.each.begin() + sides,
                                          [&](float side) { return static_cast<double>(side) > least_; });
}

}  // namespace tk::grid
