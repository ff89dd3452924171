#include "board/geometry.hpp"

#include <cstdlib>
#include <map>
#include <queue>
#include <set>
#include <vector>

#include "catch.hpp"
#include "core/error.hpp"
#include "shapes.hpp"

using namespace tk::board;

TEST_CASE("every cell has its own coordinates and finds its way back", "[geometry]") {
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        std::set<Coord> coords;
        std::set<Coord> offsets;
        for (Cell cell = 0; cell < geometry.size(); ++cell) {
            const Coord coord = geometry.coord(cell);
            const Coord offset = geometry.offset(cell);
            REQUIRE(geometry.cell(coord) == cell);
            REQUIRE(geometry.cell_at_offset(offset) == cell);
            coords.insert(coord);
            offsets.insert(offset);
        }
        CHECK(static_cast<int>(coords.size()) == geometry.size());
        CHECK(static_cast<int>(offsets.size()) == geometry.size());
        int inside = 0;
        for (int x = -100; x <= 100; ++x)
            for (int y = -100; y <= 100; ++y) inside += geometry.cell({x, y}).has_value() ? 1 : 0;
        CHECK(inside == geometry.size());
    }
}

TEST_CASE("cells are numbered from the top, each row from the left", "[geometry]") {
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        Coord last{-1, 0};
        for (Cell cell = 0; cell < geometry.size(); ++cell) {
            const Coord here = geometry.offset(cell);
            const bool next_in_row = here.y == last.y && here.x == last.x + 1;
            const bool next_row = here.y == last.y + 1 && here.x == 0;
            REQUIRE((next_in_row || next_row));
            last = here;
        }
    }
}

TEST_CASE("the fight map of DOFUS follows the formulas of its client", "[geometry]") {
    const Geometry geometry;
    REQUIRE(geometry.size() == 560);
    int least_x = 99, most_x = -99, least_y = 99, most_y = -99;
    for (Cell id = 0; id < 560; ++id) {
        const int row = id / 14;
        const int col = id % 14;
        const Coord expected{(row + 1) / 2 + col, col - (row - (row + 1) / 2)};
        const Coord got = geometry.coord(id);
        REQUIRE(got == expected);
        REQUIRE((got.x - got.y) * 14 + got.y + (got.x - got.y) / 2 == id);
        least_x = std::min(least_x, got.x);
        most_x = std::max(most_x, got.x);
        least_y = std::min(least_y, got.y);
        most_y = std::max(most_y, got.y);
    }
    CHECK(least_x == 0);
    CHECK(most_x == 33);
    CHECK(least_y == -19);
    CHECK(most_y == 13);
    for (int x = -50; x < 50; ++x)
        for (int y = -50; y < 50; ++y)
            REQUIRE(geometry.cell({x, y}).has_value() == (x + y >= 0 && x - y >= 0 && x - y < 40 && x + y < 28));
}

TEST_CASE("rows of alternating length carry the numbers of DOFUS Retro", "[geometry]") {
    const auto [width, rows, size] =
        GENERATE(table<int, int, int>({{8, 15, 113}, {15, 33, 479}, {2, 3, 5}, {1, 1, 1}}));
    CAPTURE(width, rows);
    const Geometry geometry(Kind::iso, width, rows, Stagger::alternating);
    REQUIRE(geometry.size() == size);
    for (Cell id = 0; id < size; ++id) {
        // The formulas of the Retro client; its y axis points the other way.
        const int line = id / (2 * width - 1);
        const int in_line = id - line * (2 * width - 1);
        const int y = line - in_line % width;
        const int x = (id - (width - 1) * y) / width;
        REQUIRE(retro_coord(width, id) == Coord{x, y});
        REQUIRE(geometry.coord(id) == Coord{x, -y});
        REQUIRE(geometry.offset(id).y == 2 * line + (in_line >= width ? 1 : 0));
    }
}

TEST_CASE("directions turn clockwise and lead back", "[geometry]") {
    CHECK(turned(Direction::north_east, 1) == Direction::east);
    CHECK(turned(Direction::east, -1) == Direction::north_east);
    CHECK(turned(Direction::south, 4) == Direction::north);
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        for (const Direction direction : all_directions) {
            const Coord there = geometry.step(direction);
            const Coord back = geometry.step(turned(direction, 4));
            CHECK(there + back == Coord{});
        }
        for (Cell cell = 0; cell < geometry.size(); ++cell)
            for (const Direction direction : all_directions)
                if (const auto next = geometry.neighbour(cell, direction))
                    REQUIRE(geometry.neighbour(*next, turned(direction, 4)) == cell);
    }
}

TEST_CASE("the direction of a straight line is the one whose steps lead there", "[geometry]") {
    for (const Geometry& geometry : small_shapes()) {
        CAPTURE(describe(geometry));
        for (Cell a = 0; a < geometry.size(); ++a)
            for (Cell b = 0; b < geometry.size(); ++b) {
                std::optional<Direction> expected;
                for (const Direction direction : all_directions)
                    for (int count = 1; count < 30; ++count)
                        if (geometry.step(direction) != Coord{} &&
                            geometry.coord(a) + geometry.step(direction) * count == geometry.coord(b))
                            expected = direction;
                REQUIRE(geometry.direction(geometry.coord(a), geometry.coord(b)) == expected);
            }
    }
}

TEST_CASE("the eight directions of DOFUS have its numbers and steps", "[geometry]") {
    const auto [number, x, y] = GENERATE(table<int, int, int>(
        {{0, 1, 1}, {1, 1, 0}, {2, 1, -1}, {3, 0, -1}, {4, -1, -1}, {5, -1, 0}, {6, -1, 1}, {7, 0, 1}}));
    CHECK(Geometry().step(static_cast<Direction>(number)) == Coord{x, y});
}

TEST_CASE("neighbours are exactly the cells at distance one", "[geometry]") {
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        for (const Adjacency adjacency : {Adjacency::sides, Adjacency::corners})
            for (Cell cell = 0; cell < geometry.size(); ++cell) {
                std::set<Cell> expected;
                for (Cell other = 0; other < geometry.size(); ++other)
                    if (geometry.distance(cell, other, adjacency) == 1) expected.insert(other);
                const Neighbours found = geometry.neighbours(cell, adjacency);
                REQUIRE(std::set<Cell>(found.begin(), found.end()) == expected);
                REQUIRE(found.size() == expected.size());
            }
    }
}

TEST_CASE("distance is a metric", "[geometry]") {
    for (const Geometry& geometry : small_shapes()) {
        CAPTURE(describe(geometry));
        const int size = geometry.size();
        for (const Adjacency adjacency : {Adjacency::sides, Adjacency::corners})
            for (Cell a = 0; a < size; ++a)
                for (Cell b = 0; b < size; ++b) {
                    const int ab = geometry.distance(a, b, adjacency);
                    REQUIRE((ab == 0) == (a == b));
                    REQUIRE(ab >= 0);
                    REQUIRE(ab == geometry.distance(b, a, adjacency));
                    bool triangle = true;
                    for (Cell c = 0; c < size; ++c)
                        triangle =
                            triangle && ab <= geometry.distance(a, c, adjacency) + geometry.distance(c, b, adjacency);
                    REQUIRE(triangle);
                }
    }
}

TEST_CASE("distance is the number of steps where the board is not in the way", "[geometry]") {
    // From the middle of a large board every shortest way stays on it.
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        for (const Adjacency adjacency : {Adjacency::sides, Adjacency::corners}) {
            const Coord middle = geometry.coord(geometry.size() / 2);
            std::map<Coord, int> steps{{middle, 0}};
            std::queue<Coord> waiting({middle});
            while (!waiting.empty()) {
                const Coord here = waiting.front();
                waiting.pop();
                if (steps[here] == 6) continue;
                for (const Direction direction : all_directions) {
                    const Coord by = geometry.step(direction);
                    const auto sides = geometry.side_directions();
                    const bool side = std::find(sides.begin(), sides.end(), direction) != sides.end();
                    if (by == Coord{} || (!side && adjacency == Adjacency::sides)) continue;
                    if (steps.emplace(here + by, steps[here] + 1).second) waiting.push(here + by);
                }
            }
            for (const auto& [coord, count] : steps) REQUIRE(geometry.distance(middle, coord, adjacency) == count);
        }
    }
}

TEST_CASE("a board that cannot be is refused", "[geometry]") {
    using Catch::Matchers::Contains;
    CHECK_THROWS_WITH(Geometry(Kind::square, 0, 8), Contains("has no cells"));
    CHECK_THROWS_WITH(Geometry(Kind::square, 8, -1), Contains("8 x -1"));
    CHECK_THROWS_WITH(Geometry(Kind::square, 100000, 100000), Contains("too large"));
    CHECK_THROWS_WITH(Geometry(Kind::square, 8, 8, Stagger::even), Contains("hexagonal"));
    CHECK_THROWS_WITH(Geometry(Kind::hex_flat, 8, 8, Stagger::alternating), Contains("iso"));
    CHECK_THROWS_WITH(Geometry().coord(560), Contains("cell 560 is outside the board of 560 cells"));
    CHECK_THROWS_WITH(Geometry().coord(-1), Contains("outside"));
}

TEST_CASE("kinds have the names of the records", "[geometry]") {
    for (const Kind kind : {Kind::square, Kind::iso, Kind::diamond, Kind::hex_pointy, Kind::hex_flat})
        CHECK(parse_kind(kind_name(kind)) == kind);
    CHECK(kind_name(Kind::hex_pointy) == "hex-pointy");
    CHECK_THROWS_WITH(parse_kind("cubic"), Catch::Matchers::Contains("unknown kind of board 'cubic'"));
}
