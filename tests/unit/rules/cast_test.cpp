#include "rules/cast.hpp"

#include <set>

#include "catch.hpp"

using namespace tk::rules;
using tk::Language;
using tk::board::Board;
using tk::board::Cell;
using tk::board::Coord;
using tk::board::Geometry;
using tk::board::Terrain;

namespace {

constexpr Cell home = 245;

/// The cell that many steps to the lower right and to the upper right of the caster.
Cell away(int x, int y) {
    const Geometry geometry;
    return geometry.cell(geometry.coord(home) + Coord{x, y}).value();
}

Fighter fighter(const char* id, std::optional<Cell> cell) {
    Fighter made;
    made.id = id;
    made.cell = cell;
    made.ap = 6;
    return made;
}

Spell arrow() {
    Spell spell;
    spell.id = "arrow";
    spell.ap_cost = 3;
    spell.min_range = 2;
    spell.max_range = 8;
    spell.casts_per_turn = 2;
    return spell;
}

/// Somebody at home, "near" two cells to the lower right, "far" five, a dead one and one who cannot be seen.
struct Fight {
    Board board;
    std::vector<Fighter> fighters{fighter("home", home), fighter("near", away(2, 0)), fighter("far", away(5, 0)),
                                  fighter("dead", away(0, 3)), fighter("ghost", away(0, 2))};
    CastHistory history;

    Fight() {
        fighters[3].hp = 0;
        fighters[4].invisible = true;
        board.set(away(-3, 0), Terrain::obstacle);
        board.set(away(0, -3), Terrain::hole);
        board.set(away(-2, -2), Terrain::unknown);
    }
    CastVerdict check(const Spell& spell, Cell target, std::string_view target_id = {}, int turn = 1) const {
        return check_cast(spell, fighters[0], target, target_id, Position(board, fighters), history, turn);
    }
};

}  // namespace

TEST_CASE("each rule that a cast breaks has its code", "[cast]") {
    struct Case {
        const char* what;
        void (*change)(Spell&);
        Coord target;
        CastCode code;
        int have, limit;
    };
    const auto tried = GENERATE(values<Case>({
        {"in range and sight", [](Spell&) {}, {3, 1}, CastCode::none, 0, 0},
        {"at the greatest range", [](Spell&) {}, {4, 4}, CastCode::none, 0, 0},
        {"too far", [](Spell&) {}, {5, 4}, CastCode::max_range, 9, 8},
        {"at the least range", [](Spell&) {}, {1, 1}, CastCode::none, 0, 0},
        {"too near", [](Spell&) {}, {0, 1}, CastCode::min_range, 1, 2},
        {"on the own cell", [](Spell& s) { s.min_range = 0; }, {0, 0}, CastCode::none, 0, 0},
        {"too dear", [](Spell& s) { s.ap_cost = 7; }, {3, 1}, CastCode::action_points, 6, 7},
        {"just affordable", [](Spell& s) { s.ap_cost = 6; }, {3, 1}, CastCode::none, 0, 0},
        {"not yet in a fight", [](Spell& s) { s.initial_cooldown = 2; }, {3, 1}, CastCode::cooldown, 2, 0},
        {"behind somebody", [](Spell&) {}, {5, 0}, CastCode::line_of_sight, 0, 0},
        {"behind somebody, over walls", [](Spell& s) { s.needs_line_of_sight = false; }, {5, 0}, CastCode::none, 0, 0},
        {"on the first of two", [](Spell&) {}, {2, 0}, CastCode::none, 0, 0},
        {"behind the dead", [](Spell&) {}, {1, 5}, CastCode::none, 0, 0},
        {"behind the invisible", [](Spell&) {}, {0, 3}, CastCode::none, 0, 0},
        {"on an obstacle", [](Spell&) {}, {-3, 0}, CastCode::not_in_range, 0, 0},
        {"behind an obstacle", [](Spell&) {}, {-4, 0}, CastCode::line_of_sight, 0, 0},
        {"into a hole", [](Spell&) {}, {0, -3}, CastCode::not_in_range, 0, 0},
        {"over a hole", [](Spell&) {}, {0, -4}, CastCode::none, 0, 0},
        {"on a cell that was not read", [](Spell&) {}, {-2, -2}, CastCode::none, 0, 0},
        {"in line", [](Spell& s) { s.in_line = true; }, {0, 4}, CastCode::none, 0, 0},
        {"not in line", [](Spell& s) { s.in_line = true; }, {1, 3}, CastCode::not_in_line, 0, 0},
        {"diagonal is not in line", [](Spell& s) { s.in_line = true; }, {2, 2}, CastCode::not_in_line, 0, 0},
        {"in diagonal", [](Spell& s) { s.in_diagonal = true; }, {2, 2}, CastCode::none, 0, 0},
        {"a diagonal counts its own steps",
         [](Spell& s) {
             s.in_diagonal = true;
             s.max_range = 3;
         },
         {3, 3},
         CastCode::none,
         0,
         0},
        {"too few diagonal steps", [](Spell& s) { s.in_diagonal = true; }, {1, 1}, CastCode::min_range, 1, 2},
        {"not in diagonal", [](Spell& s) { s.in_diagonal = true; }, {0, 4}, CastCode::not_in_diagonal, 0, 0},
        {"either is a star", [](Spell& s) { s.in_line = s.in_diagonal = true; }, {3, 3}, CastCode::none, 0, 0},
        {"off the star", [](Spell& s) { s.in_line = s.in_diagonal = true; }, {3, 2}, CastCode::not_in_line, 0, 0},
        {"free cell wanted, taken", [](Spell& s) { s.needs_free_cell = true; }, {2, 0}, CastCode::need_free_cell, 0, 0},
        {"free cell wanted, free", [](Spell& s) { s.needs_free_cell = true; }, {3, 1}, CastCode::none, 0, 0},
        {"free cell wanted, dead one", [](Spell& s) { s.needs_free_cell = true; }, {0, 3}, CastCode::none, 0, 0},
        {"free cell wanted, invisible one",
         [](Spell& s) { s.needs_free_cell = true; },
         {0, 2},
         CastCode::need_free_cell,
         0,
         0},
        {"taken cell wanted, free",
         [](Spell& s) { s.needs_taken_cell = true; },
         {3, 1},
         CastCode::need_taken_cell,
         0,
         0},
        {"taken cell wanted, taken", [](Spell& s) { s.needs_taken_cell = true; }, {2, 0}, CastCode::none, 0, 0},
    }));
    CAPTURE(tried.what);
    Spell spell = arrow();
    tried.change(spell);
    const CastVerdict verdict = Fight().check(spell, away(tried.target.x, tried.target.y));
    CHECK(code_name(verdict.code) == code_name(tried.code));
    CHECK(verdict.have == tried.have);
    CHECK(verdict.limit == tried.limit);
    CHECK(verdict.castable() == (tried.code == CastCode::none));
}

TEST_CASE("casts are counted by turn, by spell and by target", "[cast]") {
    Fight fight;
    Spell spell = arrow();
    spell.casts_per_target = 1;
    fight.history.add("arrow", 1, "near");
    fight.history.add("stone", 1, "far");
    CHECK(fight.check(spell, away(2, 0), "near").code == CastCode::too_many_launchs_on_cell);
    CHECK(fight.check(spell, away(1, 1), "other").castable());
    CHECK(fight.check(spell, away(2, 0)).castable());  // who stands there is not known
    CHECK(fight.check(spell, away(2, 0), "near", 2).castable());
    fight.history.add("arrow", 1);
    const CastVerdict third = fight.check(spell, away(1, 1), "other");
    CHECK(third.code == CastCode::too_many_launchs);
    CHECK(third.have == 2);
    CHECK(third.limit == 2);
    CHECK(fight.check(spell, away(1, 1), "other", 2).castable());
}

TEST_CASE("a cooldown of n turns frees the spell n turns after the cast", "[cast]") {
    const auto [cooldown, initial, cast_turn, turn, left] = GENERATE(table<int, int, int, int, int>({
        {0, 0, 1, 1, 0},
        {1, 0, 1, 1, 1},
        {1, 0, 1, 2, 0},
        {2, 0, 3, 3, 2},
        {2, 0, 3, 4, 1},
        {2, 0, 3, 5, 0},
        {2, 0, 3, 9, 0},
        {0, 3, 0, 1, 3},
        {0, 3, 0, 3, 1},
        {0, 3, 0, 4, 0},
        {3, 2, 3, 4, 2},
    }));
    CAPTURE(cooldown, initial, cast_turn, turn);
    Spell spell = arrow();
    spell.cooldown = cooldown;
    spell.initial_cooldown = initial;
    CastHistory history;
    if (cast_turn > 0) history.add("arrow", cast_turn);
    history.add("stone", turn);
    CHECK(history.cooldown_left(spell, turn) == left);
}

TEST_CASE("a range that can be boosted follows the caster, never below the least range", "[cast]") {
    const auto [boostable, bonus, range] = GENERATE(table<bool, int, int>(
        {{false, 0, 8}, {false, 3, 8}, {true, 0, 8}, {true, 3, 11}, {true, -2, 6}, {true, -9, 2}}));
    Spell spell = arrow();
    spell.range_boostable = boostable;
    Fighter caster = fighter("home", home);
    caster.range_bonus = bonus;
    CHECK(range_of(spell, caster) == range);
}

TEST_CASE("what is not known does not forbid, except where the two stand", "[cast]") {
    Fight fight;
    fight.fighters[0].ap.reset();
    CHECK(fight.check(arrow(), away(3, 1)).castable());
    CHECK(fight.check(arrow(), 560).code == CastCode::unknown);
    CHECK(fight.check(arrow(), -1).code == CastCode::unknown);
    fight.fighters[0].cell.reset();
    CHECK(fight.check(arrow(), away(3, 1)).code == CastCode::unknown);
    fight.fighters[0].cell = 9999;
    CHECK(fight.check(arrow(), away(3, 1)).code == CastCode::unknown);
}

TEST_CASE("limits of zero do not hold", "[cast]") {
    Fight fight;
    Spell spell = arrow();
    spell.casts_per_turn = 0;
    for (int i = 0; i < 20; ++i) fight.history.add("arrow", 1, "near");
    CHECK(fight.check(spell, away(2, 0), "near").castable());
}

TEST_CASE("a position after a move frees the old cell and takes the new one", "[cast]") {
    const Fight fight;
    const Position before(fight.board, fight.fighters);
    const Position after = before.with_move(away(2, 0), away(2, 1));
    CHECK_FALSE(after.taken.contains(away(2, 0)));
    CHECK(after.taken.contains(away(2, 1)));
    CHECK(after.hiding.contains(away(2, 1)));
    CHECK(before.with_move(away(0, 2), away(1, 2)).taken.contains(away(1, 2)));
    CHECK_FALSE(before.with_move(away(0, 2), away(1, 2)).hiding.contains(away(1, 2)));
    CHECK(before.with_move(away(3, 3), away(4, 4)).taken == before.taken);
    CHECK(check_cast(arrow(), fight.fighters[0], away(5, 0), "far", after, {}, 1).castable());
}

TEST_CASE("hexagonal and square boards use the symmetric rule unless told otherwise", "[cast]") {
    const Board hexagons(Geometry(tk::board::Kind::hex_flat, 9, 9));
    const std::vector<Fighter> fighters{fighter("a", 0), fighter("b", 2)};
    const Position position(hexagons, fighters);
    CHECK(position.sight == tk::board::SightRule::symmetric);
    CHECK(Position(Board(), fighters).sight == tk::board::SightRule::dofus);
    CHECK(check_cast(arrow(), fighters[0], 2, "b", position, {}, 1).castable());
    Spell diagonal = arrow();
    diagonal.in_diagonal = true;
    CHECK(check_cast(diagonal, fighters[0], 2, "b", position, {}, 1).code == CastCode::not_in_diagonal);
}

TEST_CASE("codes have the names and the order of the players' tools", "[cast]") {
    const std::vector<std::string> names{
        "NONE",           "TOO_MANY_LAUNCHS", "COOLDOWN",       "ACTION_POINTS",   "TOO_MANY_LAUNCHS_ON_CELL",
        "MAX_RANGE",      "MIN_RANGE",        "NOT_IN_LINE",    "LINE_OF_SIGHT",   "TOO_MANY_INVOCATIONS",
        "NEED_FREE_CELL", "NEED_TAKEN_CELL",  "REQUIRED_STATE", "FORBIDDEN_STATE", "NOT_IN_DIAGONAL",
        "UNKNOWN",        "NOT_IN_RANGE"};
    std::set<std::string_view> english;
    std::set<std::string_view> french;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto code = static_cast<CastCode>(i);
        CHECK(code_name(code) == names[i]);
        english.insert(describe(code, Language::english));
        french.insert(describe(code, Language::french));
        CHECK_FALSE(describe(CastVerdict{code}, Language::english).empty());
        CHECK_FALSE(describe(CastVerdict{code}, Language::french).empty());
    }
    CHECK(english.size() == names.size());
    CHECK(french.size() == names.size());
}

TEST_CASE("reasons are told with their numbers, in both languages", "[cast]") {
    const auto [verdict, english, french] = GENERATE(table<CastVerdict, std::string, std::string>({
        {{CastCode::none}, "can be cast", "peut être lancé"},
        {{CastCode::action_points, 3, 4}, "costs 4 AP, 3 are left", "coûte 4 PA, il en reste 3"},
        {{CastCode::action_points, 1, 4}, "costs 4 AP, 1 is left", "coûte 4 PA, il en reste 1"},
        {{CastCode::cooldown, 1, 0}, "still cooling down: 1 turn to wait", "encore en relance : 1 tour à attendre"},
        {{CastCode::cooldown, 2, 0}, "still cooling down: 2 turns to wait", "encore en relance : 2 tours à attendre"},
        {{CastCode::max_range, 9, 8},
         "the target is 9 cells away, the range is 8",
         "la cible est à 9 cases, la portée est de 8"},
        {{CastCode::min_range, 1, 2},
         "the target is 1 cell away, the range begins at 2",
         "la cible est à 1 case, la portée commence à 2"},
        {{CastCode::too_many_launchs, 2, 2}, "already cast 2 of 2 times this turn", "déjà lancé 2 fois sur 2 ce tour"},
        {{CastCode::line_of_sight}, "the target is out of sight", "la cible n'est pas en ligne de vue"},
    }));
    CHECK(describe(verdict, Language::english) == english);
    CHECK(describe(verdict, Language::french) == french);
}
