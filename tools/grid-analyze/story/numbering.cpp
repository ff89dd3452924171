#include "grid-analyze/story/numbering.hpp"

#include <cmath>

namespace tk::grid {
namespace {

constexpr double same_size = 0.01;  // share by which the cells of one lattice are fitted larger or smaller
constexpr double same_place = 0.1;  // share of a cell, in the middle of the board
constexpr int enough_times = 3;

board::Point centre_of(const FoundBoard& board, board::Cell cell) {
    return board::centre(board.geometry, board.placement, cell);
}

/// Whether the middle of `b` lies on `a`.
bool covers_middle(const FoundBoard& a, const FoundBoard& b) {
    const board::Point first = centre_of(b, 0), last = centre_of(b, b.geometry.size() - 1);
    return board::cell_at(a.geometry, a.placement, {(first.x + last.x) / 2, (first.y + last.y) / 2}).has_value();
}

/// Whether a cell of `b` is a cell of `a`, on its board or beyond, and the boards cover each other's middle.
bool is_one_lattice(const FoundBoard& a, const FoundBoard& b) {
    if (a.geometry.kind() != b.geometry.kind() || std::abs(a.placement.width / b.placement.width - 1) > same_size ||
        std::abs(a.placement.height / b.placement.height - 1) > same_size)
        return false;
    if (!covers_middle(a, b) || !covers_middle(b, a)) return false;
    const board::Point middle = centre_of(b, b.geometry.size() / 2);
    const board::Coord coord = board::coord_at(a.geometry, a.placement, middle);
    const board::Point nearest = board::centre(a.geometry, a.placement, coord);
    return std::abs(nearest.x - middle.x) < same_place * a.placement.width &&
           std::abs(nearest.y - middle.y) < same_place * a.placement.height;
}

}  // namespace

bool is_counted_otherwise(const FoundBoard& a, const FoundBoard& b) {
    if (!is_one_lattice(a, b)) return false;
    const board::Cell cell = b.geometry.size() / 2;
    return a.geometry != b.geometry || board::cell_at(a.geometry, a.placement, centre_of(b, cell)) != cell;
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
