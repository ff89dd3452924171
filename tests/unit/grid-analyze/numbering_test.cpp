#include "grid-analyze/story/numbering.hpp"

#include "catch.hpp"

/// One board whose cells are counted now from one and now from another.
namespace {

using namespace tk::grid;
namespace board = tk::board;

FoundBoard board_at(double x, double y, double width = 50) {
    return {board::Geometry(board::Kind::iso, 14, 40), {{x, y}, width, width / 2}, 0.9, true, {}, false};
}

TEST_CASE("a board is counted otherwise where its cells lie in their places under other numbers") {
    const FoundBoard before = board_at(200, 60);
    CHECK(is_counted_otherwise(before, board_at(200, 85)));        // by two half rows
    CHECK(is_counted_otherwise(before, board_at(175, 72.5)));      // by one
    CHECK(is_counted_otherwise(before, board_at(251, 59, 50.2)));  // by a column, and fitted a bit larger
    CHECK_FALSE(is_counted_otherwise(before, before));
    CHECK_FALSE(is_counted_otherwise(before, board_at(202, 61)));
    CHECK_FALSE(is_counted_otherwise(before, board_at(219, 60)));      // it moved
    CHECK_FALSE(is_counted_otherwise(before, board_at(200, 85, 60)));  // another board
    CHECK_FALSE(is_counted_otherwise(before, board_at(200, 85, 51)));  // one that is nearly as large
    CHECK_FALSE(is_counted_otherwise(before, board_at(307, 85)));      // one that happens to lie nearly on its cells
    CHECK_FALSE(is_counted_otherwise(before, board_at(200 + 50 * 9, 60)));  // one that lies beside it
    FoundBoard shorter = before;
    shorter.geometry = board::Geometry(board::Kind::iso, 14, 36);
    CHECK(is_counted_otherwise(before, shorter));
}

TEST_CASE("cells keep their numbers until they were found under others three times in a row") {
    const FoundBoard before = board_at(200, 60), other = board_at(200, 85), third = board_at(250, 60);
    Numbering numbering;
    const auto origin = [&](const FoundBoard& found) { return numbering.settle(before, found).placement.origin.y; };
    CHECK(origin(other) == 60);
    CHECK(origin(other) == 60);
    SECTION("three times") {
        CHECK(origin(other) == 85);
    }
    SECTION("not in a row") {
        CHECK(origin(before) == 60);
        CHECK(origin(other) == 60);
    }
    SECTION("under others again") {
        CHECK(numbering.settle(before, third).placement.origin.x == 200);
        CHECK(origin(other) == 60);
    }
}

TEST_CASE("a board that moved is taken at once") {
    Numbering numbering;
    CHECK(numbering.settle(board_at(200, 60), board_at(212, 60)).placement.origin.x == 212);
    CHECK(numbering.settle(board_at(200, 60), board_at(200, 60, 64)).placement.width == 64);
}

}  // namespace
