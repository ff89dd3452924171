#include "board/path.hpp"

#include "catch.hpp"
#include "core/error.hpp"
#include "maps.hpp"
#include "shapes.hpp"

using namespace tk::board;

namespace {

/// Numbers of steps from `from` by relaxing all cells until nothing changes: slow and plain.
std::vector<int> steps_by_brute_force(const Board& board, Cell from, const CellSet& occupied, Adjacency adjacency) {
    const int size = board.size();
    std::vector<int> steps(static_cast<std::size_t>(size), -1);
    steps[static_cast<std::size_t>(from)] = 0;
    for (bool changed = true; changed;) {
        changed = false;
        for (Cell a = 0; a < size; ++a) {
            const int here = steps[static_cast<std::size_t>(a)];
            if (here < 0) continue;
            for (Cell b = 0; b < size; ++b) {
                if (!board.walkable(b) || occupied.contains(b)) continue;
                if (board.geometry().distance(a, b, adjacency) != 1) continue;
                int& there = steps[static_cast<std::size_t>(b)];
                if (there < 0 || there > here + 1) {
                    there = here + 1;
                    changed = true;
                }
            }
        }
    }
    return steps;
}

/// Is `way` a walk over neighbouring free floor from `from` to `to`?
bool is_walk(const Board& board, const std::vector<Cell>& way, Cell from, Cell to, const CellSet& occupied,
             Adjacency adjacency) {
    Cell here = from;
    for (const Cell next : way) {
        if (board.geometry().distance(here, next, adjacency) != 1) return false;
        if (!board.walkable(next) || occupied.contains(next)) return false;
        here = next;
    }
    return here == to;
}

}  // namespace

TEST_CASE("paths are as short as a brute-force search says, for all pairs of cells", "[path]") {
    for (const Geometry& geometry : small_shapes())
        for (const Board& board : test_maps(geometry))
            for (const Adjacency adjacency : {Adjacency::sides, Adjacency::corners}) {
                CAPTURE(describe(geometry), board.cells());
                const CellSet occupied = test_entities(geometry, 5, 3);
                for (Cell from = 0; from < board.size(); ++from) {
                    const std::vector<int> steps = steps_by_brute_force(board, from, occupied, adjacency);
                    for (Cell to = 0; to < board.size(); ++to) {
                        const auto way = find_path(board, from, to, occupied, adjacency);
                        const int expected = steps[static_cast<std::size_t>(to)];
                        REQUIRE(way.has_value() == (expected >= 0));
                        if (!way) continue;
                        REQUIRE(static_cast<int>(way->size()) == expected);
                        REQUIRE(is_walk(board, *way, from, to, occupied, adjacency));
                    }
                }
            }
}

TEST_CASE("of several shortest ways the one over the lower cells is taken", "[path]") {
    const Board board(Geometry(Kind::square, 3, 3));
    CHECK(find_path(board, 0, 8) == std::vector<Cell>{1, 2, 5, 8});
    CHECK(find_path(board, 8, 0) == std::vector<Cell>{5, 2, 1, 0});
    CHECK(find_path(board, 2, 6) == std::vector<Cell>{1, 0, 3, 6});
}

TEST_CASE("reach on the DOFUS map is the set of cells with a short enough path", "[path]") {
    const Geometry geometry;
    for (const Board& board : test_maps(geometry)) {
        const CellSet occupied = test_entities(geometry, 9, 8);
        for (const Cell from : {0, 13, 245, 301, 559}) {
            CAPTURE(from, board.cells());
            const Reach result = reach(board, from, 9, occupied);
            for (Cell to = 0; to < board.size(); ++to) {
                const auto way = find_path(board, from, to, occupied);
                const bool near = way && way->size() <= 9;
                REQUIRE(result.contains(to) == near);
                if (!near) continue;
                REQUIRE(result.left[static_cast<std::size_t>(to)] == 9 - static_cast<int>(way->size()));
                const auto known = result.path_to(to);
                REQUIRE(known->size() == way->size());
                REQUIRE(is_walk(board, *known, from, to, occupied, Adjacency::sides));
            }
            REQUIRE(reach_tackled(board, from, 9, occupied, {}).left == result.left);
        }
    }
}

TEST_CASE("reach with three MP on free ground is a lozenge of 25 cells", "[path]") {
    const Board board;
    const Reach result = reach(board, 287, 3);
    CHECK(result.cells().size() == 25);
    for (const Cell cell : result.cells()) CHECK(board.geometry().distance(287, cell) <= 3);
    CHECK(result.path_to(287) == std::vector<Cell>{});
    CHECK(reach(board, 287, 0).cells() == std::vector<Cell>{287});
    CHECK(reach(board, 287, -4).cells() == std::vector<Cell>{287});
    CHECK(reach(board, 287, 1000000).cells().size() == 560);
}

TEST_CASE("nobody walks onto a taken cell, but a taken start does not matter", "[path]") {
    const Board board(Geometry(Kind::square, 3, 1));
    const CellSet occupied(3, std::vector<Cell>{0, 2});
    CHECK(find_path(board, 0, 1, occupied) == std::vector<Cell>{1});
    CHECK_FALSE(find_path(board, 0, 2, occupied));
    CHECK(find_path(board, 2, 2, occupied) == std::vector<Cell>{});
    CHECK_THROWS_AS(find_path(board, 0, 3), tk::Error);
    CHECK_THROWS_AS(reach(board, -1, 3), tk::Error);
}

TEST_CASE("a tackler takes its share of the MP of those who leave its side", "[path]") {
    // One row: the mover at 0, the tackler touches cell 0 only.
    const Board board(Geometry(Kind::square, 8, 2), "........#######.");
    const auto [mp, evade, furthest] = GENERATE(table<int, double, int>({
        {6, 1.0, 6},   // int(6 * 1 + 0.49) - 1 = 5 left on cell 1, then one a step
        {6, 0.5, 3},   // int(3.49) - 1 = 2 left on cell 1: 3 cells
        {6, 0.25, 1},  // int(1.99) - 1 = 0
        {6, 0.2, 1},   // int(1.69) - 1 = 0
        {6, 0.08, 0},  // int(0.97) - 1 < 0: held
        {3, 0.5, 1},   // int(1.99) - 1 = 0
        {5, 0.9, 4},   // int(4.99) - 1 = 3 left: 4 cells
        {5, 0.0, 0},
    }));
    CAPTURE(mp, evade);
    const std::vector<Tackler> tacklers{{8, evade}};
    CHECK(reach_tackled(board, 0, mp, {}, tacklers).cells().back() == furthest);
}

TEST_CASE("tackled reach leaves the most MP that any way leaves", "[path]") {
    // Brute force: try every way of up to 5 steps.
    const Geometry geometry(Kind::iso, 4, 9);
    for (const Board& board : test_maps(geometry)) {
        const std::vector<Tackler> tacklers{{14, 0.6}, {21, 0.75}, {23, 0.35}};
        CellSet occupied(board.size());
        for (const Tackler& tackler : tacklers) occupied.add(tackler.cell);
        const auto evade = [&](Cell cell) {
            double product = 1;
            for (const Tackler& tackler : tacklers)
                if (geometry.distance(cell, tackler.cell) == 1) product *= tackler.evade;
            return product;
        };
        for (Cell from = 0; from < board.size(); ++from) {
            std::vector<int> most(static_cast<std::size_t>(board.size()), -1);
            const auto explore = [&](const auto& self, Cell here, int left) -> void {
                most[static_cast<std::size_t>(here)] = std::max(most[static_cast<std::size_t>(here)], left);
                const int after = static_cast<int>(left * evade(here) + 0.49) - 1;
                if (after < 0) return;
                for (const Cell next : geometry.neighbours(here))
                    if (board.walkable(next) && !occupied.contains(next)) self(self, next, after);
            };
            explore(explore, from, 5);
            CAPTURE(from, board.cells());
            REQUIRE(reach_tackled(board, from, 5, occupied, tacklers).left == most);
        }
    }
}
