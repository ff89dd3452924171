#include "grid-analyze/story/numbering.hpp"

#include <cmath>

namespace tk::grid {
namespace {

constexpr double same_size = 0.01;  // share by which the cells of one lattice are fitted larger or smaller
constexpr double same_place = 0.1;  // share of a cell, in the middle of the board
constexpr int enough_times = 3;

/// Whether the middle of `b` is the middle of a cell of `a`, on its board or beyond.
bool is_one_lattice(const FoundBoard& a, const FoundBoard& b) {
    if (a.geometry.kind() != b.geometry.kind() || std::abs(a.placement.width / b.placement.width - 1) > same_size ||
        std::abs(a.placement.height / b.placement.height - 1) > same_size)
        return false;
    const board::Point middle = board::centre(b.geometry, b.placement, b.geometry.size() / 2);
    const board::Coord coord = board::coord_at(a.geometry, a.placement, middle);
    const board::Point nearest = board::centre(a.geometry, a.placement, coord);
    return std::abs(nearest.x - middle.x) < same_place * a.placement.width &&
           std::abs(nearest.y - middle.y) < same_place * a.placement.height;
}

}  // namespace

bool is_counted_otherwise(const FoundBoard& a, const FoundBoard& b) {
    if (!is_one_lattice(a, b)) return false;
    const board::Cell cell = b.geometry.size() / 2;
    return a.geometry != b.geometry ||
           board::cell_at(a.geometry, a.placement, board::centre(b.geometry, b.placement, cell)) != cell;
}

const FoundBoard& Numbering::settle(const FoundBoard& before, const FoundBoard& found) {
    if (!is_counted_otherwise(before, found)) {
        rival_.reset();
        return found;
    }
    const bool is_again = rival_ && is_one_lattice(*rival_, found) && !is_counted_otherwise(*rival_, found);
    times_ = is_again ? times_ + 1 : 1;
    if (times_ < enough_times) {
        rival_ = found;
        return before;
    }
    rival_.reset();
    return found;
}

}  // namespace tk::grid
