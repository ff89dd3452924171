#include "board/zone.hpp"

#include <cmath>
#include <cstdlib>
#include <set>
#include <utility>

#include "catch.hpp"
#include "core/error.hpp"
#include "shapes.hpp"

using namespace tk::board;
using Catch::Matchers::Contains;

namespace {

const std::vector<std::string> bounded{
    "P",  "C",  "C0", "C2", "C3,2", "O1",   "O3",   "X1",   "X2",   "X3,2", "Q2", "+1", "+3",      "#2",
    "*2", "L",  "L3", "/2", "l1,4", "l2,3", "l0,3", "T1",   "T2",   "-2",   "U1", "U3", "V2",      "V3",
    "B1", "B3", "G1", "G2", "W2",   "D2",   "D3",   "R1,2", "R2,1", "F0",   "F2", " ",  ";3,9,70", "l1,6,10,4,1"};
const std::vector<std::string> everywhere{"A", "a", "I0", "I3", "Z2", "Z3", "C63", "X63", "L63", "Q63,2", "*63"};

/// The cells that walking away from `start` finds: `count` steps in direction `number` (DOFUS numbers), from step
/// `first` on. This is how the client fills its zones.
void walk(const Geometry& geometry, Cell start, int number, int first, int last, std::set<Cell>& cells) {
    std::optional<Cell> here = start;
    for (int k = 0; k <= last && here; ++k) {
        if (k >= first) cells.insert(*here);
        here = geometry.neighbour(*here, static_cast<Direction>((number % 8 + 8) % 8));
    }
}

/// Direction 0..7 from one cell exactly to another, by walking; -1 when they are not in line.
int direction_to(const Geometry& geometry, Cell from, Cell to) {
    if (from == to) return geometry.kind() == Kind::square ? 0 : 1;
    for (int number = 0; number < 8; ++number) {
        std::set<Cell> line;
        walk(geometry, from, number, 1, 100, line);
        if (line.count(to) > 0) return number;
    }
    return -1;
}

/// The zones again, by walking cell by cell and by trying every cell: nothing in common with the code but the words.
std::set<Cell> zone_by_brute_force(const Geometry& geometry, const std::string& raw, Cell target, Cell caster) {
    const Zone zone = parse_zone(raw);
    const int r = zone.radius;
    const int m = zone.least_radius;
    std::set<Cell> cells;
    const Coord t = geometry.coord(target);
    const auto all_where = [&](const auto& wanted) {
        for (Cell cell = 0; cell < geometry.size(); ++cell) {
            const Coord c = geometry.coord(cell);
            if (wanted(std::abs(c.x - t.x), std::abs(c.y - t.y))) cells.insert(cell);
        }
    };
    const int side = geometry.kind() == Kind::square ? 0 : 1;  // parity of the directions over sides
    const auto rays = [&](bool sides, bool corners) {
        for (int number = 0; number < 8; ++number)
            if (number % 2 == side ? sides : corners) walk(geometry, target, number, std::max(1, m), r, cells);
    };
    const int look = direction_to(geometry, caster, target);
    // The nearest of the four sides, by comparing the two parts of the way.
    const Coord way = t - geometry.coord(caster);
    Coord ahead{};
    if (way == Coord{})
        ahead = geometry.step(static_cast<Direction>(side));
    else if (std::abs(way.x) > std::abs(way.y))
        ahead.x = way.x > 0 ? 1 : -1;
    else
        ahead.y = way.y > 0 ? 1 : -1;
    const auto forward = [&](int depth, const auto& width_at) {
        for (int i = 0; i <= depth; ++i)
            for (const int j : width_at(i)) {
                const Coord c{t.x + i * ahead.x + j * ahead.y, t.y + i * ahead.y + j * ahead.x};
                if (const auto cell = geometry.cell(c)) cells.insert(*cell);
            }
    };
    const auto span = [](int width) {
        std::vector<int> all;
        for (int j = -width; j <= width; ++j) all.push_back(j);
        return all;
    };
    switch (zone.shape) {
        case 'P': cells.insert(target); break;
        case 'A':
        case 'a': all_where([](int, int) { return true; }); break;
        case 'C': all_where([&](int x, int y) { return x + y <= r && x + y >= m; }); break;
        case 'O': all_where([&](int x, int y) { return x + y == r; }); break;
        case 'I': all_where([&](int x, int y) { return x + y >= r; }); break;
        case 'D': all_where([&](int x, int y) { return x + y <= r && (x + y + r) % 2 == 0; }); break;
        case 'G': all_where([&](int x, int y) { return x <= r && y <= r; }); break;
        case 'W': all_where([&](int x, int y) { return x <= r && y <= r && x != y; }); break;
        case 'Z': all_where([&](int x, int y) { return std::sqrt(double(x * x + y * y)) >= double(r); }); break;
        case 'X':
            rays(true, false);
            if (m == 0) cells.insert(target);
            break;
        case 'Q': rays(true, false); break;
        case '+':
            rays(false, true);
            cells.insert(target);
            break;
        case '#': rays(false, true); break;
        case '*':
            rays(true, true);
            cells.insert(target);
            break;
        case 'L':
        case '/':
            cells.insert(target);
            if (look >= 0) walk(geometry, target, look, 1, r, cells);
            break;
        case 'l': {
            int last = m + r - 1;
            if (zone.stops_at_target) {
                std::set<Cell> to_target;
                for (int k = 0; k <= last; ++k) {
                    to_target.clear();
                    walk(geometry, caster, look, 0, k, to_target);
                    if (to_target.count(target) > 0) last = k;
                }
            }
            if (look >= 0) walk(geometry, caster, look, m, last, cells);
            break;
        }
        case 'T':
        case '-':
            cells.insert(target);
            if (look >= 0) walk(geometry, target, look + 2, 1, r, cells);
            if (look >= 0) walk(geometry, target, look - 2, 1, r, cells);
            break;
        case 'U':
            cells.insert(target);
            if (look >= 0) walk(geometry, target, look + 3, 1, r, cells);
            if (look >= 0) walk(geometry, target, look - 3, 1, r, cells);
            break;
        case 'B':
            cells.insert(target);
            if (look < 0 || r == 0) break;
            for (const int hand : {1, -1}) {
                walk(geometry, target, look + 2 * hand, 1, r - 1, cells);
                const Coord arm = geometry.step(static_cast<Direction>((look + 2 * hand + 8) % 8));
                const Coord bend = geometry.step(static_cast<Direction>((look + 3 * hand + 8) % 8));
                if (const auto end = geometry.cell(t + arm * (r - 1) + bend)) cells.insert(*end);
            }
            break;
        case 'V': forward(r, span); break;
        case 'R': forward(std::max(1, m), [&](int) { return span(std::max(1, r)); }); break;
        case 'F': forward(r + 1, [&](int i) { return std::vector<int>{-i, 0, i}; }); break;
        case ';':
            for (const Cell cell : zone.cells)
                if (geometry.contains(cell)) cells.insert(cell);
            break;
        default: break;
    }
    return cells;
}

std::set<Cell> struck(const Geometry& geometry, const std::string& raw, Cell target, Cell caster) {
    const auto cells = zone_cells(geometry, parse_zone(raw), target, caster);
    REQUIRE(std::is_sorted(cells.begin(), cells.end()));
    std::set<Cell> unique(cells.begin(), cells.end());
    REQUIRE(unique.size() == cells.size());
    return unique;
}

}  // namespace

TEST_CASE("every zone equals its brute-force definition, for all pairs of cells of small boards", "[zone]") {
    for (const Geometry& geometry : {Geometry(Kind::iso, 5, 10), Geometry(Kind::iso, 5, 9, Stagger::alternating),
                                     Geometry(Kind::square, 7, 6), Geometry(Kind::diamond, 6, 7)})
        for (const auto* list : {&bounded, &everywhere})
            for (const std::string& raw : *list) {
                CAPTURE(describe(geometry), raw);
                const Zone zone = parse_zone(raw);
                std::vector<std::pair<Cell, Cell>> wrong;
                for (Cell target = 0; target < geometry.size(); ++target)
                    for (Cell caster = 0; caster < geometry.size(); ++caster) {
                        const std::vector<Cell> cells = zone_cells(geometry, zone, target, caster);
                        const std::set<Cell> expected = zone_by_brute_force(geometry, raw, target, caster);
                        if (cells != std::vector<Cell>(expected.begin(), expected.end()))
                            wrong.emplace_back(target, caster);
                    }
                CHECK(wrong == std::vector<std::pair<Cell, Cell>>{});
            }
}

TEST_CASE("zones on the DOFUS map equal their brute-force definition", "[zone]") {
    const Geometry geometry;
    for (const auto* list : {&bounded, &everywhere})
        for (const std::string& raw : *list)
            for (Cell target = 3; target < geometry.size(); target += 37)
                for (Cell caster = 1; caster < geometry.size(); caster += 23) {
                    CAPTURE(raw, target, caster);
                    REQUIRE(struck(geometry, raw, target, caster) ==
                            zone_by_brute_force(geometry, raw, target, caster));
                }
}

TEST_CASE("a cell is in a zone exactly when the list of its cells has it", "[zone]") {
    const Geometry geometry(Kind::iso, 6, 13);
    for (const auto* list : {&bounded, &everywhere})
        for (const std::string& raw : *list) {
            CAPTURE(raw);
            const Zone zone = parse_zone(raw);
            for (Cell target = 0; target < geometry.size(); target += 5)
                for (Cell caster = 0; caster < geometry.size(); caster += 4) {
                    const auto cells = struck(geometry, raw, target, caster);
                    for (Cell cell = 0; cell < geometry.size(); ++cell)
                        REQUIRE(in_zone(geometry, zone, cell, target, caster) == (cells.count(cell) > 0));
                }
        }
}

TEST_CASE("zones in the middle of the map have the sizes players know", "[zone]") {
    // Caster 4 cells to the north-west of the target, in line.
    const Geometry geometry;
    const Cell target = 287;
    const Cell caster = *geometry.cell(geometry.coord(target) + Coord{-4, 0});
    const auto [raw, size] = GENERATE(table<std::string, int>(
        {{"P", 1},    {"C1", 5},   {"C2", 13},  {"C3", 25},        {"C2,2", 8}, {"O2", 8}, {"X1", 5},   {"X2", 9},
         {"X1,1", 4}, {"Q1", 4},   {"+1", 5},   {"#2", 8},         {"*1", 9},   {"L3", 4}, {"T1", 3},   {"T2", 5},
         {"U1", 3},   {"V1", 4},   {"V2", 9},   {"B1", 3},         {"B2", 5},   {"G1", 9}, {"G2", 25},  {"W1", 4},
         {"D2", 9},   {"l1,4", 4}, {"A", 560},  {"I63", 0},        {"I0", 560}, {" ", 0},  {"R1,1", 6}, {"F1", 7},
         {"", 1},     {"null", 1}, {";5,6", 2}, {"l1,9,10,4,1", 4}}));
    CAPTURE(raw);
    CHECK(static_cast<int>(struck(geometry, raw, target, caster).size()) == size);
}

TEST_CASE("on hexagons discs, rings, stars and lines keep their meaning", "[zone]") {
    for (const Kind kind : {Kind::hex_pointy, Kind::hex_flat}) {
        const Geometry geometry(kind, 21, 21, Stagger::odd);
        const Cell target = geometry.size() / 2;
        const Cell caster = *geometry.cell(geometry.coord(target) + geometry.step(Direction::north_west) * 3);
        CHECK(struck(geometry, "C2", target, caster).size() == 19);
        CHECK(struck(geometry, "O3", target, caster).size() == 18);
        CHECK(struck(geometry, "X2", target, caster).size() == 13);
        CHECK(struck(geometry, "Q2", target, caster).size() == 12);
        CHECK(struck(geometry, "D1", target, caster).size() == 6);
        std::set<Cell> line;
        for (int k = 0; k <= 3; ++k)
            line.insert(*geometry.cell(geometry.coord(target) + geometry.step(Direction::south_east) * k));
        CHECK(struck(geometry, "L3", target, caster) == line);
        // Outside a true circle of radius 2: of the second ring only the corners are 2 away, the others 1.73.
        CHECK(struck(geometry, "Z2", target, caster).size() == static_cast<std::size_t>(geometry.size()) - 1 - 6 - 6);
        for (const char* raw : {"T1", "-1", "U1", "V1", "B1", "G1", "W1", "R1", "F1", "+1", "#1"})
            CHECK_THROWS_WITH(zone_cells(geometry, parse_zone(raw), target, caster), Contains("hexagons"));
    }
}

TEST_CASE("the text of a zone is read as the client reads it", "[zone]") {
    struct Expected {
        std::string raw;
        Zone zone;
    };
    const auto expected = GENERATE(values<Expected>({
        {"P", {'P', 0, 0, 10, 4, false, {}}},
        {"P1", {'P', 0, 0, 10, 4, false, {}}},
        {"C", {'C', 1, 0, 10, 4, false, {}}},
        {"C2", {'C', 2, 0, 10, 4, false, {}}},
        {"X1,0,25,1", {'X', 1, 0, 25, 1, false, {}}},
        {"U1,25,1", {'U', 1, 0, 25, 1, false, {}}},
        {"L3,25,1", {'L', 3, 0, 25, 1, false, {}}},
        {"l1,5", {'l', 5, 1, 10, 4, false, {}}},
        {"l1,5,10,4,1", {'l', 5, 1, 10, 4, true, {}}},
        {"C3,,2", {'C', 3, 2, 10, 4, false, {}}},
        {";12,40", {';', 0, 0, 10, 4, false, {12, 40}}},
        {"", Zone{}},
        {"null", Zone{}},
    }));
    CAPTURE(expected.raw);
    CHECK(parse_zone(expected.raw) == expected.zone);
}

TEST_CASE("a zone that cannot be read is refused with the reason", "[zone]") {
    CHECK_THROWS_WITH(parse_zone("K2"), "zone 'K2': no area has the letter 'K'");
    CHECK_THROWS_WITH(parse_zone("C-1"), Contains("'-1' is no number"));
    CHECK_THROWS_WITH(parse_zone("C2x"), Contains("'2x' is no number"));
    CHECK_THROWS_WITH(parse_zone("C99999999999"), Contains("is no number"));
    CHECK_THROWS_AS(zone_cells(Geometry(), parse_zone("C2"), 560, 0), tk::Error);
    CHECK_THROWS_AS(zone_cells(Geometry(), parse_zone("C2"), 0, -1), tk::Error);
    CHECK_THROWS_AS(in_zone(Geometry(), parse_zone(";3"), 560, 0, 0), tk::Error);
}

TEST_CASE("damage falls with the distance from the target", "[zone]") {
    const Geometry geometry;
    const Cell target = 287;
    const Coord t = geometry.coord(target);
    const Cell caster = *geometry.cell(t + Coord{-4, 0});
    const auto loss = [&](const std::string& raw, Coord offset) {
        return zone_loss(geometry, parse_zone(raw), *geometry.cell(t + offset), target, caster);
    };
    CHECK(loss("C3", {0, 0}) == 0);
    CHECK(loss("C3", {1, 0}) == 10);
    CHECK(loss("C3", {1, -2}) == 30);
    CHECK(loss("C6", {6, 0}) == 40);   // at most four steps lose
    CHECK(loss("C3,2", {2, 0}) == 0);  // counted from the inner edge
    CHECK(loss("X1,0,25,1", {1, 0}) == 25);
    CHECK(loss("X2,0,25,1", {2, 0}) == 25);
    CHECK(loss("C4,0,30", {4, 0}) == 100);  // never more than all
    CHECK(loss("+2", {1, 1}) == 10);        // a step over a corner counts once
    CHECK(loss("G2", {2, 1}) == 20);
    CHECK(loss("V3", {2, 1}) == 20);  // along the cone
    CHECK(loss("A", {5, 1}) == 0);
    CHECK(loss("C63", {5, 1}) == 0);
    CHECK(loss("I2", {5, 1}) == 0);
    CHECK(loss("P", {0, 0}) == 0);
}
