#include "catch.hpp"
#include "grid-analyze/find/tiling_cut.hpp"
#include "grid-analyze/find/tiling_grow.hpp"

namespace {

using namespace tk::grid;
using tk::board::Kind;

/// A field of hexagons whose sides show `inside` in `board`, but nothing behind a window over
/// columns 8 and 9, and nothing elsewhere.
Field field_with(const CellRect& board, float inside) {
    Field field{tk::board::Geometry(Kind::hex_pointy, 24, 16), {{20, 20}, 40, 46}, {}};
    for (int cell = 0; cell < field.geometry.size(); ++cell) {
        const int column = cell % 24, row = cell / 24;
        const bool is_in = column >= board.left && column <= board.right && row >= board.top && row <= board.bottom;
        const bool is_hidden = (column == 8 || column == 9) && row < 8;
        Shown shown;
        shown.is_inside = true;
        // Neighbours share sides; a little of chance makes no two cells alike.
        shown.each.fill(is_in && !is_hidden ? inside : 0.02F * static_cast<float>(cell % 3 - 1));
        field.cells.push_back(shown);
    }
    return field;
}

TEST_CASE("a part of a faint board grows over what hides its middle to the whole of it, and no further") {
    const CellRect board{4, 3, 17, 11};
    const Field field = field_with(board, 0.4F);
    const auto part = GENERATE(CellRect{9, 3, 17, 11}, CellRect{11, 5, 15, 8}, CellRect{4, 3, 17, 11});
    CAPTURE(part.left, part.right);
    const Tiling tiling = grown({field, false}, part);
    const auto [geometry, placement] = board_of({field, false}, board);
    CHECK(tiling.geometry == geometry);
    CHECK(tiling.placement.origin.x == placement.origin.x);
    CHECK(tiling.placement.origin.y == placement.origin.y);
}

TEST_CASE("the cells of a board are those of the field that lies on its lattice") {
    const Field field = field_with({}, 0);
    const auto [geometry, placement] = board_of({field, false}, {4, 2, 13, 9});
    CHECK(span_of(field, geometry, placement) == CellRect{4, 2, 13, 9});
    CHECK(CellRect{4, 2, 6, 4}.is_large_enough());
    CHECK_FALSE(CellRect{4, 2, 5, 9}.is_large_enough());
}

TEST_CASE("what reaches over the rim of a field is cut off") {
    const Field field = field_with({}, 0);
    auto [geometry, placement] = board_of({field, false}, {4, 2, 13, 9});
    placement.origin.x -= 8 * placement.width;
    CHECK(span_of(field, geometry, placement) == CellRect{0, 2, 5, 9});
}

}  // namespace
