#include "board/board.hpp"

#include <nlohmann/json.hpp>

#include "board/record.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "maps.hpp"
#include "shapes.hpp"

using namespace tk::board;
using Catch::Matchers::Contains;

TEST_CASE("a board prints the text it was read from", "[board]") {
    for (const Geometry& geometry : shapes())
        for (const Board& board : test_maps(geometry)) {
            CHECK(Board(geometry, board.cells()) == board);
            CHECK(static_cast<int>(board.cells().size()) == geometry.size());
        }
}

TEST_CASE("what a cell allows follows from its letter", "[board]") {
    const Board board(Geometry(Kind::square, 4, 1), ".#o?");
    CHECK(board.walkable(0));
    CHECK_FALSE(board.walkable(1));
    CHECK_FALSE(board.walkable(2));
    CHECK_FALSE(board.walkable(3));
    CHECK(board.blocks_sight(1));
    CHECK_FALSE(board.blocks_sight(0));
    CHECK_FALSE(board.blocks_sight(2));
    CHECK_FALSE(board.blocks_sight(3));
    CHECK(board.blocks_sight(4));
    CHECK_FALSE(board.walkable(-1));
}

TEST_CASE("wrong letters and wrong counts are named", "[board]") {
    const Geometry geometry(Kind::square, 3, 2);
    CHECK_THROWS_WITH(Board(geometry, "..x..."), "unknown letter 'x' for cell 2");
    CHECK_THROWS_WITH(Board(geometry, "..\n..."), "unknown letter byte 0x0a for cell 2");
    CHECK_THROWS_WITH(Board(geometry, "....."), "a square board of 3 x 2 has 6 cells, but 5 are given");
    CHECK_THROWS_WITH(Board(geometry, "......."), "a square board of 3 x 2 has 6 cells, but 7 are given");
    CHECK_THROWS_WITH(Board(geometry).set(6, Terrain::hole), Contains("none is 6"));
}

TEST_CASE("the number of cells tells rows of alternating length", "[board]") {
    CHECK(geometry_of("iso", 14, 40, 560) == Geometry());
    CHECK(geometry_of("iso", 8, 15, 113).stagger() == Stagger::alternating);
    CHECK(geometry_of("iso", 8, 15, 113, "alternating").stagger() == Stagger::alternating);
    CHECK(geometry_of("hex-flat", 8, 15, 120, "even").stagger() == Stagger::even);
    CHECK_THROWS_WITH(geometry_of("iso", 8, 15, 113, "odd"), Contains("has 120 cells, but 113 are given"));
    CHECK_THROWS_WITH(geometry_of("iso", 14, 40, 559), Contains("has 560 cells, but 559 are given"));
    CHECK_THROWS_WITH(geometry_of("iso", 14, 40, 560, "sideways"), Contains("unknown stagger 'sideways'"));
}

TEST_CASE("a board travels through a record", "[board]") {
    tk::JsonParser parser;
    for (const Geometry& geometry : shapes())
        for (const Board& board : test_maps(geometry))
            CHECK(read_board(parser.parse(board_value(board).dump())) == board);
}

TEST_CASE("the cells of a board may be a list of its rows", "[board]") {
    tk::JsonParser parser;
    CHECK(read_board(parser.parse(R"({"kind":"square","cols":3,"rows":2,"cells":["..#","o.?"]})")) ==
          Board(Geometry(Kind::square, 3, 2), "..#o.?"));
    CHECK_THROWS_WITH(read_board(parser.parse(R"({"kind":"square","cols":3,"rows":2,"cells":["..#",7]})")),
                      Contains("no text 'cells'"));
}

TEST_CASE("a record's board that is wrong says why", "[board]") {
    const auto [json, why] = GENERATE(table<std::string, std::string>({
        {R"({"cols":2,"rows":1,"cells":".."})", "no text 'kind'"},
        {R"({"kind":"iso","rows":1,"cells":".."})", "no whole number 'cols'"},
        {R"({"kind":"iso","cols":2,"rows":0,"cells":".."})", "'rows' is 0"},
        {R"({"kind":"iso","cols":2,"rows":1})", "no text 'cells'"},
        {R"({"kind":"iso","cols":2,"rows":1,"cells":"..."})", "has 2 cells, but 3"},
        {R"({"kind":"iso","cols":2,"rows":1,"cells":".x"})", "unknown letter 'x'"},
        {R"({"kind":"iso","cols":99999999999,"rows":1,"cells":".x"})", "'cols' is 99999999999"},
        {R"("iso")", "no text 'cells'"},
    }));
    CAPTURE(json);
    tk::JsonParser parser;
    CHECK_THROWS_AS(read_board(parser.parse(json)), tk::RecordError);
    CHECK_THROWS_WITH(read_board(parser.parse(json)), Contains(why));
}

TEST_CASE("a set of cells holds what was put in", "[board]") {
    CellSet set(130);
    for (const Cell cell : {0, 63, 64, 129}) set.add(cell);
    set.add(-1);
    set.add(100000);
    CHECK(set.cells() == std::vector<Cell>{0, 63, 64, 129});
    CHECK(set.count() == 4);
    set.remove(64);
    set.remove(500);
    CHECK_FALSE(set.contains(64));
    CHECK_FALSE(set.contains(-5));
    CHECK_FALSE(CellSet().contains(0));
    CHECK(set == CellSet(130, std::vector<Cell>{129, 63, 0}));
}
