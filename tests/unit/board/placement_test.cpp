#include "board/placement.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "catch.hpp"
#include "core/error.hpp"
#include "shapes.hpp"

using namespace tk::board;

namespace {

/// How far `point` is from the nearest edge of a convex polygon; negative when it is outside.
double depth_inside(const std::vector<Point>& corners, Point point) {
    double least = std::numeric_limits<double>::infinity();
    for (std::size_t i = 0; i < corners.size(); ++i) {
        const Point a = corners[i];
        const Point b = corners[(i + 1) % corners.size()];
        const double dx = b.x - a.x;
        const double dy = b.y - a.y;
        least = std::min(least, (dx * (point.y - a.y) - dy * (point.x - a.x)) / std::hypot(dx, dy));
    }
    return least;
}

const std::vector<Placement> placements{
    {{0, 0}, 86, 43},         {{330.25, 12.5}, 87.84, 43.84}, {{-40, 17}, 53, 27}, {{5, 5}, 32, 37},
    {{100, 80}, 9.5, 5.1},    {{111, 88}, 44, 52, 42.0 / 52},  // rows not three quarters of a hexagon's height apart
    {{20, 31}, 60, 33, 0.58}, {{0, 7}, 25, 41, 0.93}};

}  // namespace

TEST_CASE("the centre of every cell, and any place well inside it, is that cell", "[placement]") {
    for (const Geometry& geometry : shapes())
        for (const Placement& placement : placements) {
            CAPTURE(describe(geometry), placement.width, placement.height);
            for (Cell cell = 0; cell < geometry.size(); ++cell) {
                const Point middle = centre(geometry, placement, cell);
                REQUIRE(cell_at(geometry, placement, middle) == cell);
                for (const Point& corner : outline(geometry, placement, cell)) {
                    const Point near{middle.x + 0.98 * (corner.x - middle.x), middle.y + 0.98 * (corner.y - middle.y)};
                    REQUIRE(cell_at(geometry, placement, near) == cell);
                }
            }
        }
}

TEST_CASE("cell 0 has its centre at the origin", "[placement]") {
    for (const Geometry& geometry : shapes()) {
        const Point middle = centre(geometry, placements[1], 0);
        CHECK(middle.x == placements[1].origin.x);
        CHECK(middle.y == placements[1].origin.y);
    }
}

TEST_CASE("cells tile the picture: a point belongs to the one cell whose outline holds it", "[placement]") {
    const double pitch = GENERATE(0.55, 0.66, 0.75, 42.0 / 52, 0.95);
    for (const Geometry& geometry : small_shapes()) {
        if (!geometry.is_hex() && pitch != Placement::regular_pitch) continue;
        const Placement placement{{40, 30}, 24, 15, pitch};
        CAPTURE(describe(geometry), pitch);
        for (double x = 0.37; x < 220; x += 3.1)
            for (double y = 0.41; y < 160; y += 2.3) {
                int holders = 0;
                std::optional<Cell> expected;
                bool on_edge = false;
                for (Cell cell = 0; cell < geometry.size(); ++cell) {
                    const double depth = depth_inside(outline(geometry, placement, cell), {x, y});
                    on_edge = on_edge || std::abs(depth) < 1e-6;
                    if (depth > 0) {
                        ++holders;
                        expected = cell;
                    }
                }
                if (on_edge) continue;
                REQUIRE(holders <= 1);
                REQUIRE(cell_at(geometry, placement, {x, y}) == expected);
            }
    }
}

TEST_CASE("pixels of the DOFUS map are those of its client", "[placement]") {
    const Geometry geometry;
    const Placement native{{43, 21.5}, 86, 43};
    for (Cell id = 0; id < 560; ++id) {
        const int row = id / 14;
        const int col = id % 14;
        const double left = col * 86 + (row % 2 == 1 ? 43 : 0);
        const double top = row * 21.5;
        const Point got = centre(geometry, native, id);
        REQUIRE(got.x == left + 43);
        REQUIRE(got.y == top + 21.5);
    }
}

TEST_CASE("shifted rows and columns of hexagons stand half a cell further", "[placement]") {
    // Cells of 40 x 40: three quarters of it from row to row (column to column), half of it as the shift.
    struct Case {
        Kind kind;
        Stagger stagger;
        Coord offset;
        double x, y;  // from cell 0
    };
    const auto expected = GENERATE(values<Case>({
        {Kind::hex_pointy, Stagger::odd, {0, 1}, 20, 30},
        {Kind::hex_pointy, Stagger::odd, {3, 2}, 120, 60},
        {Kind::hex_pointy, Stagger::even, {0, 1}, -20, 30},
        {Kind::hex_pointy, Stagger::even, {3, 2}, 120, 60},
        {Kind::hex_flat, Stagger::odd, {1, 0}, 30, 20},
        {Kind::hex_flat, Stagger::odd, {2, 3}, 60, 120},
        {Kind::hex_flat, Stagger::even, {1, 0}, 30, -20},
        {Kind::hex_flat, Stagger::even, {2, 3}, 60, 120},
    }));
    const Geometry geometry(expected.kind, 5, 5, expected.stagger);
    CAPTURE(describe(geometry), expected.offset.x, expected.offset.y);
    const Point got = centre(geometry, {{0, 0}, 40, 40}, geometry.cell_at_offset(expected.offset).value());
    CHECK(got.x == Approx(expected.x));
    CHECK(got.y == Approx(expected.y));
}

TEST_CASE("hexagons of any pitch meet: a side is that of the cell beyond it", "[placement]") {
    const double pitch = GENERATE(0.55, 0.7, 0.75, 42.0 / 52, 0.9);
    for (const Geometry& geometry : small_shapes()) {
        if (!geometry.is_hex()) continue;
        const Placement placement{{40, 30}, 44, 52, pitch};
        CAPTURE(describe(geometry), pitch);
        for (Cell cell = 0; cell < geometry.size(); ++cell) {
            const auto corners = outline(geometry, placement, cell);
            int met = 0;
            for (const Cell next : geometry.neighbours(cell)) {
                const auto others = outline(geometry, placement, next);
                const auto is_corner_of_next = [&](const Point& corner) {
                    return std::any_of(others.begin(), others.end(), [&](const Point& other) {
                        return std::hypot(corner.x - other.x, corner.y - other.y) < 1e-9;
                    });
                };
                met += std::count_if(corners.begin(), corners.end(), is_corner_of_next) == 2 ? 1 : 0;
            }
            REQUIRE(met == static_cast<int>(geometry.neighbours(cell).size()));
        }
    }
}

TEST_CASE("columns and rows lie as far apart as their spacing says", "[placement]") {
    const Placement placement{{7, 9}, 44, 52, 0.8};
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        if (geometry.kind() == Kind::iso || geometry.kind() == Kind::diamond) continue;
        const Point apart = spacing(geometry.kind(), placement);
        const Cell cell = *geometry.cell_at_offset({2, 2});
        const Point first = centre(geometry, placement, 0), got = centre(geometry, placement, cell);
        CHECK(got.x - first.x == Approx(2 * apart.x));
        CHECK(got.y - first.y == Approx(2 * apart.y));
    }
}

TEST_CASE("steps lead where their name says on the screen", "[placement]") {
    for (const Geometry& geometry : shapes())
        for (const Direction direction : all_directions) {
            const Coord step = geometry.step(direction);
            if (step == Coord{}) continue;
            CAPTURE(describe(geometry), static_cast<int>(direction));
            const Point to = centre(geometry, {{0, 0}, 60, 60}, step);
            const int number = static_cast<int>(direction);
            const int right = number == 7 || number <= 1 ? 1 : number == 2 || number == 6 ? 0 : -1;
            const int down = number >= 1 && number <= 3 ? 1 : number >= 5 ? -1 : 0;
            CHECK((to.x > 0 ? 1 : to.x < 0 ? -1 : 0) == right);
            CHECK((to.y > 0 ? 1 : to.y < 0 ? -1 : 0) == down);
        }
}

TEST_CASE("a point outside the board is no cell", "[placement]") {
    const Placement placement{{100, 100}, 40, 20};
    for (const Geometry& geometry : shapes()) {
        CAPTURE(describe(geometry));
        CHECK_FALSE(cell_at(geometry, placement, {-2000, 100}));
        CHECK_FALSE(cell_at(geometry, placement, {100, 9000}));
        CHECK_FALSE(cell_at(geometry, placement, {1e300, -1e300}));
        CHECK_FALSE(cell_at(geometry, placement, {100, 100 - 21}));
    }
    CHECK_THROWS_AS(cell_at(Geometry(), {{0, 0}, 0, 20}, {1, 1}), tk::Error);
    CHECK_THROWS_AS(cell_at(Geometry(Kind::hex_flat, 4, 4), {{0, 0}, 20, 20, 0.5}, {1, 1}), tk::Error);
}
