#include "board/sight.hpp"

#include <cstdint>
#include <cstdlib>
#include <vector>

#include "board/placement.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "maps.hpp"
#include "shapes.hpp"

using namespace tk::board;

namespace {

/// A fraction with a positive denominator, compared exactly.
struct Fraction {
    std::int64_t top, bottom;
    friend bool operator<(Fraction a, Fraction b) { return a.top * b.bottom < b.top * a.bottom; }
};

Fraction fraction(std::int64_t top, std::int64_t bottom) {
    return bottom < 0 ? Fraction{-top, -bottom} : Fraction{top, bottom};
}

/// Does the segment a-b run through the inside of the unit square around `cell` for some length? The segment is
/// clipped against the square's sides in doubled coordinates; nothing is walked.
bool crosses_inside(Coord a, Coord b, Coord cell) {
    Fraction enter{0, 1};
    Fraction leave{1, 1};
    const std::int64_t starts[2] = {2 * a.x, 2 * a.y};
    const std::int64_t lengths[2] = {2 * (b.x - a.x), 2 * (b.y - a.y)};
    const std::int64_t centres[2] = {2 * cell.x, 2 * cell.y};
    for (int axis = 0; axis < 2; ++axis) {
        const std::int64_t low = centres[axis] - 1 - starts[axis];
        const std::int64_t high = centres[axis] + 1 - starts[axis];
        if (lengths[axis] == 0) {
            if (low >= 0 || high <= 0) return false;
            continue;
        }
        Fraction first = fraction(low, lengths[axis]);
        Fraction last = fraction(high, lengths[axis]);
        if (last < first) std::swap(first, last);
        if (enter < first) enter = first;
        if (last < leave) leave = last;
    }
    return enter < leave;
}

/// For every pair of cells the cells whose inside their line crosses, without the ends: found by trying all cells.
class Crossings {
public:
    explicit Crossings(const Geometry& geometry) : size_(geometry.size()) {
        std::vector<Coord> coords;
        for (Cell cell = 0; cell < size_; ++cell) coords.push_back(geometry.coord(cell));
        between_.resize(static_cast<std::size_t>(size_) * static_cast<std::size_t>(size_));
        for (Cell a = 0; a < size_; ++a)
            for (Cell b = a + 1; b < size_; ++b)
                for (Cell cell = 0; cell < size_; ++cell) {
                    const Coord from = coords[static_cast<std::size_t>(a)];
                    const Coord to = coords[static_cast<std::size_t>(b)];
                    const Coord here = coords[static_cast<std::size_t>(cell)];
                    if (here.x < std::min(from.x, to.x) || here.x > std::max(from.x, to.x)) continue;
                    if (here.y < std::min(from.y, to.y) || here.y > std::max(from.y, to.y)) continue;
                    if (cell != a && cell != b && crosses_inside(from, to, here)) {
                        between_[index(a, b)].push_back(static_cast<std::int16_t>(cell));
                        between_[index(b, a)].push_back(static_cast<std::int16_t>(cell));
                    }
                }
    }
    const std::vector<std::int16_t>& between(Cell a, Cell b) const { return between_[index(a, b)]; }

private:
    std::size_t index(Cell a, Cell b) const {
        return static_cast<std::size_t>(a) * static_cast<std::size_t>(size_) + static_cast<std::size_t>(b);
    }
    int size_;
    std::vector<std::vector<std::int16_t>> between_;
};

/// The rule of notes in one sentence: no obstacle after the start, nobody strictly between.
bool sees_by_reference(const Crossings& crossings, const Board& board, const CellSet& entities, Cell from, Cell to) {
    if (from == to) return true;
    if (board.blocks_sight(to)) return false;
    for (const Cell cell : crossings.between(from, to))
        if (board.blocks_sight(cell) || entities.contains(cell)) return false;
    return true;
}

}  // namespace

TEST_CASE("DOFUS sight equals the exact reference for every pair of cells", "[sight]") {
    const Geometry geometry = GENERATE(Geometry(), Geometry(Kind::iso, 8, 15, Stagger::alternating),
                                       Geometry(Kind::square, 13, 9), Geometry(Kind::diamond, 9, 12));
    const Crossings crossings(geometry);
    for (const Board& board : test_maps(geometry)) {
        const CellSet entities = test_entities(geometry, 77, 12);
        for (Cell from = 0; from < board.size(); ++from) {
            const CellSet seen = visible(board, entities, from);
            int wrong = 0;
            for (Cell to = 0; to < board.size(); ++to) {
                const bool expected = sees_by_reference(crossings, board, entities, from, to);
                wrong += seen.contains(to) != expected ? 1 : 0;
                if (to % 7 == from % 7) wrong += sees(board, entities, from, to) != expected ? 1 : 0;
            }
            CAPTURE(describe(geometry), from, board.cells());
            REQUIRE(wrong == 0);
        }
    }
}

TEST_CASE("a line never leaves the board between two of its cells", "[sight]") {
    // The client skips cells outside the map; this shows that the question never comes up on staggered boards.
    for (const Geometry& geometry : {Geometry(), Geometry(Kind::iso, 8, 15, Stagger::alternating)}) {
        int outside = 0;
        for (Cell a = 0; a < geometry.size(); ++a)
            for (Cell b = a + 1; b < geometry.size(); ++b) {
                const Coord from = geometry.coord(a);
                const Coord to = geometry.coord(b);
                for (int x = std::min(from.x, to.x); x <= std::max(from.x, to.x); ++x)
                    for (int y = std::min(from.y, to.y); y <= std::max(from.y, to.y); ++y)
                        if (!geometry.cell({x, y}) && crosses_inside(from, to, {x, y})) ++outside;
            }
        CAPTURE(describe(geometry));
        CHECK(outside == 0);
    }
}

TEST_CASE("an exact diagonal passes between two obstacles", "[sight]") {
    const Geometry geometry;
    const Coord eye = geometry.coord(287);
    for (const Direction direction : geometry.corner_directions()) {
        Board board(geometry);
        const Coord step = geometry.step(direction);
        for (int k = 0; k < 5; ++k) {
            board.set(*geometry.cell(eye + step * k + Coord{step.x, 0}), Terrain::obstacle);
            board.set(*geometry.cell(eye + step * k + Coord{0, step.y}), Terrain::obstacle);
        }
        for (int k = 1; k <= 5; ++k) {
            const Cell target = *geometry.cell(eye + step * k);
            CHECK(sees(board, {}, 287, target));
            CHECK(sees(board, {}, 287, target, SightRule::symmetric));
            CHECK_FALSE(sees(board, {}, 287, target, SightRule::symmetric_closed_corners));
        }
    }
}

TEST_CASE("one obstacle beside an exact corner leaves even a closed corner open", "[sight]") {
    const Geometry geometry(Kind::square, 2, 2);
    CHECK(sees(Board(geometry, ".#.."), {}, 0, 3, SightRule::symmetric_closed_corners));
    CHECK(sees(Board(geometry, "..#."), {}, 0, 3, SightRule::symmetric_closed_corners));
    CHECK_FALSE(sees(Board(geometry, ".##."), {}, 0, 3, SightRule::symmetric_closed_corners));
    CHECK_FALSE(
        sees(Board(geometry, ".#.."), CellSet(4, std::vector<Cell>{2}), 0, 3, SightRule::symmetric_closed_corners));
}

TEST_CASE("entities hide what is behind them, obstacles hide themselves too", "[sight]") {
    const Geometry row(Kind::square, 5, 1);
    const CellSet third(5, std::vector<Cell>{2});
    CHECK(sees(Board(row), third, 0, 2));
    CHECK_FALSE(sees(Board(row), third, 0, 3));
    CHECK_FALSE(sees(Board(row), third, 0, 4));
    CHECK(sees(Board(row), third, 2, 4));
    CHECK_FALSE(sees(Board(row, "..#.."), {}, 0, 2));
    CHECK(sees(Board(row, "..#.."), {}, 2, 0));
    CHECK(sees(Board(row, "..#.."), {}, 0, 2, SightRule::symmetric));
    CHECK_FALSE(sees(Board(row, "..#.."), {}, 0, 3));
    CHECK(sees(Board(row, "..o?."), {}, 0, 4));
    CHECK(sees(Board(row, "#...."), {}, 0, 0));
}

TEST_CASE("with a symmetric rule A sees B exactly when B sees A", "[sight]") {
    for (const Geometry& geometry : shapes())
        for (const Board& board : test_maps(geometry))
            for (const SightRule rule : {SightRule::symmetric, SightRule::symmetric_closed_corners}) {
                const CellSet entities = test_entities(geometry, 31, geometry.size() / 20);
                std::vector<CellSet> seen;
                for (Cell cell = 0; cell < board.size(); ++cell) seen.push_back(visible(board, entities, cell, rule));
                int one_sided = 0;
                for (Cell a = 0; a < board.size(); ++a)
                    for (Cell b = 0; b < a; ++b)
                        one_sided += seen[static_cast<std::size_t>(a)].contains(b) !=
                                             seen[static_cast<std::size_t>(b)].contains(a)
                                         ? 1
                                         : 0;
                CAPTURE(describe(geometry), board.cells());
                CHECK(one_sided == 0);
                CHECK(seen[0].contains(0));
            }
}

TEST_CASE("open corners see all that closed corners see", "[sight]") {
    const Geometry geometry(Kind::square, 19, 13);
    for (const Board& board : test_maps(geometry))
        for (Cell from = 0; from < board.size(); ++from) {
            const CellSet open = visible(board, {}, from, SightRule::symmetric);
            for (const Cell cell : visible(board, {}, from, SightRule::symmetric_closed_corners).cells())
                REQUIRE(open.contains(cell));
        }
}

TEST_CASE("on hexagons every cell is seen on free ground and none behind a wall", "[sight]") {
    for (const Kind kind : {Kind::hex_pointy, Kind::hex_flat})
        for (const Stagger stagger : {Stagger::odd, Stagger::even}) {
            const Geometry geometry(kind, 11, 11, stagger);
            Board board(geometry);
            for (Cell from = 0; from < board.size(); ++from)
                REQUIRE(visible(board, {}, from, SightRule::symmetric).count() == board.size());
            for (int i = 0; i < 11; ++i)
                board.set(*geometry.cell_at_offset(kind == Kind::hex_pointy ? Coord{i, 5} : Coord{5, i}),
                          Terrain::obstacle);
            for (Cell from = 0; from < board.size(); ++from)
                for (const Cell to : visible(board, {}, from, SightRule::symmetric).cells()) {
                    const Coord a = geometry.offset(from);
                    const Coord b = geometry.offset(to);
                    const int side = kind == Kind::hex_pointy ? (a.y - 5) * (b.y - 5) : (a.x - 5) * (b.x - 5);
                    REQUIRE(side >= 0);
                }
        }
}

TEST_CASE("a hexagon hides exactly what a thin line through its middle cannot pass", "[sight]") {
    // Along one of the six directions the line runs through the middle of every hexagon on the way.
    const Geometry geometry(Kind::hex_pointy, 13, 13);
    const Cell eye = geometry.size() / 2;
    for (const Direction direction : geometry.side_directions()) {
        Board board(geometry);
        const Coord step = geometry.step(direction);
        board.set(*geometry.cell(geometry.coord(eye) + step * 2), Terrain::obstacle);
        CHECK(sees(board, {}, eye, *geometry.cell(geometry.coord(eye) + step), SightRule::symmetric));
        CHECK(sees(board, {}, eye, *geometry.cell(geometry.coord(eye) + step * 2), SightRule::symmetric));
        CHECK_FALSE(sees(board, {}, eye, *geometry.cell(geometry.coord(eye) + step * 3), SightRule::symmetric));
    }
    // Between two directions the line runs along an edge: one of its two hexagons may be shut, not both.
    const Coord here = geometry.coord(eye);
    const Cell two_away = *geometry.cell(here + Coord{1, 1});
    Board board(geometry);
    board.set(*geometry.cell(here + Coord{1, 0}), Terrain::obstacle);
    CHECK(sees(board, {}, eye, two_away, SightRule::symmetric));
    board.set(*geometry.cell(here + Coord{0, 1}), Terrain::obstacle);
    CHECK_FALSE(sees(board, {}, eye, two_away, SightRule::symmetric));
}

TEST_CASE("sight refuses what has no meaning", "[sight]") {
    const Board hexagons(Geometry(Kind::hex_flat, 5, 5));
    CHECK_THROWS_WITH(sees(hexagons, {}, 0, 1), Catch::Matchers::Contains("hexagons"));
    CHECK_THROWS_AS(sees(Board(), {}, 0, 560), tk::Error);
    CHECK_THROWS_AS(visible(Board(), {}, -1), tk::Error);
}
