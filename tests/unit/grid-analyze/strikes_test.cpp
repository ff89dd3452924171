#include "grid-analyze/ask/strikes.hpp"

#include <random>

#include "board/sight.hpp"
#include "board/zone.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "rules/cast.hpp"
#include "rules/damage.hpp"

using namespace tk;
using Catch::Matchers::Contains;

namespace {

/// The greatest mean damage of any sequence of casts at any targets, by trying all.
double best_of_all(const std::vector<rules::Spell>& spells, const std::vector<double>& damage, std::vector<int> casts,
                   int ap) {
    double best = 0;
    for (std::size_t i = 0; i < spells.size(); ++i) {
        const rules::Spell& spell = spells[i];
        const int limit = spell.cooldown > 0 ? 1 : spell.casts_per_turn > 0 ? spell.casts_per_turn : 99;
        if (damage[i] <= 0 || spell.ap_cost > ap || casts[i] >= limit) continue;
        ++casts[i];
        best = std::max(best, damage[i] + best_of_all(spells, damage, casts, ap - spell.ap_cost));
        --casts[i];
    }
    return best;
}

/// What a strike is by its definition, on one cell.
double by_definition(const board::Board& board, const std::vector<grid::Combatant>& all, board::Cell cell) {
    const grid::Combatant& attacker = all[0];
    const grid::Combatant& defender = all[1];
    board::CellSet others(board.size());
    others.add(all[2].cell());
    if (!board.walkable(cell) || others.contains(cell)) return 0;
    std::vector<grid::Combatant> in_the_way = all;
    in_the_way[1].fighter.cell = cell;
    double best = 0;
    for (const board::Cell from : grid::reach_of(board, attacker, in_the_way).cells()) {
        if (from == cell) continue;
        std::vector<rules::Fighter> standing{all[2].fighter, defender.fighter};
        standing[1].cell = cell;
        rules::Fighter caster = attacker.fighter;
        caster.cell = from;
        std::vector<double> damage;
        for (const rules::Spell& spell : attacker.spells) {
            double most = 0;
            for (board::Cell target = 0; target < board.size(); ++target) {
                const board::Zone zone = board::parse_zone(spell.zone);
                if (!board::in_zone(board.geometry(), zone, cell, target, from)) continue;
                // Whoever stands at the target does not hide it; the defender does not hide its own surroundings.
                const rules::Position seen(board, std::span(standing).first(1));
                const rules::Position taken(board, standing);
                auto blind = spell;
                blind.needs_line_of_sight = false;
                auto anywhere = spell;
                anywhere.needs_free_cell = anywhere.needs_taken_cell = false;
                if (!rules::check_cast(blind, caster, target, {}, taken, {}, 1).castable()) continue;
                if (!rules::check_cast(anywhere, caster, target, {}, seen, {}, 1).castable()) continue;
                const int spared = board::zone_loss(board.geometry(), zone, cell, target, from);
                most = std::max(most, rules::expected_damage(spell, caster, defender.fighter, spared).damage);
            }
            damage.push_back(most);
        }
        best = std::max(best, best_of_all(attacker.spells, damage, std::vector<int>(damage.size()), *caster.ap));
    }
    return best;
}

grid::Combatant somebody(const std::string& id, const std::string& team, board::Cell cell) {
    grid::Combatant one;
    one.fighter.id = id;
    one.fighter.team = team;
    one.fighter.cell = cell;
    return one;
}

rules::Spell spell(const std::string& id, int cost, int least, int most, int damage, const std::string& zone = "P") {
    rules::Spell made;
    made.id = made.name = id;
    made.ap_cost = cost;
    made.min_range = least;
    made.max_range = most;
    made.zone = zone;
    made.effects = {{rules::Effect::Kind::damage, "fire", damage, damage + 4}};
    return made;
}

}  // namespace

TEST_CASE("a strike is the best of all walks, targets and sequences of casts", "[strikes]") {
    std::mt19937 random(7);
    const auto below = [&](int limit) { return static_cast<int>(random() % static_cast<unsigned>(limit)); };
    for (int round = 0; round < 12; ++round) {
        const board::Geometry geometry =
            round % 2 == 0 ? board::Geometry(board::Kind::iso, 5, 10) : board::Geometry(board::Kind::square, 7, 6);
        board::Board board(geometry);
        for (int i = 0; i < 6; ++i)
            board.set(below(board.size()), i % 2 == 0 ? board::Terrain::obstacle : board::Terrain::hole);
        std::vector<grid::Combatant> all{somebody("a", "x", 1), somebody("d", "y", 20), somebody("o", "y", 9)};
        for (const grid::Combatant& one : all) board.set(one.cell(), board::Terrain::floor);
        all[0].fighter.ap = 4 + below(5);
        all[0].fighter.mp = below(4);
        all[0].evade = below(9);
        all[2].block = below(9);
        all[1].fighter.resistances = {{"fire", 20, 1}};
        all[0].spells = {spell("dart", 3, 2, 4, 10), spell("bite", 4, 1, 1, 22), spell("rain", 2, 0, 3, 5, "C2")};
        all[0].spells[0].casts_per_turn = 1 + round % 2;
        all[0].spells[1].needs_taken_cell = true;
        all[0].spells[2].cooldown = 2;
        all[0].spells[2].needs_line_of_sight = false;
        all[0].spells[2].needs_free_cell = round % 3 == 0;
        all[0].spells[2].needs_taken_cell = round % 3 == 1;
        const auto found = grid::strikes(board, all, 0, 1);
        for (board::Cell cell = 0; cell < board.size(); ++cell) {
            CAPTURE(round, cell);
            CHECK(found[static_cast<std::size_t>(cell)].damage == Approx(by_definition(board, all, cell)).margin(1e-9));
        }
    }
}

TEST_CASE("whoever has unknown AP casts once, and whoever has unknown MP stays", "[strikes]") {
    const board::Board board(board::Geometry(board::Kind::square, 6, 1));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 5)};
    all[0].spells = {spell("dart", 3, 1, 3, 10)};
    const auto found = grid::strikes(board, all, 0, 1);
    CHECK(found[3].damage == 12);
    CHECK(found[3].most == 14);
    CHECK(found[4].damage == 0);
}

TEST_CASE("whoever stands between shields from a strike unless invisible, and is walked around either way",
          "[strikes]") {
    const bool invisible = GENERATE(false, true);
    CAPTURE(invisible);
    const board::Board board(board::Geometry(board::Kind::square, 6, 1));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 4), somebody("o", "y", 2)};
    all[0].fighter.ap = 3;
    all[0].fighter.mp = 3;
    all[0].spells = {spell("dart", 3, 1, 3, 10)};
    all[2].fighter.invisible = invisible;
    const auto found = grid::strikes(board, all, 0, 1);
    CHECK(found[1].damage == 12);
    CHECK(found[2].damage == 0);  // the other stands there
    CHECK(found[3].damage == (invisible ? 12 : 0));
    CHECK(found[4].damage == (invisible ? 12 : 0));
    CHECK(found[5].damage == 0);  // no way past the other, seen or not
}

TEST_CASE("nobody walks through the one who is struck, whether one cell is asked for or all", "[strikes]") {
    const board::Board board(board::Geometry(board::Kind::square, 6, 1));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 1)};
    all[0].fighter.ap = 3;
    all[0].fighter.mp = 4;
    all[0].spells = {spell("dart", 3, 3, 3, 10)};  // at cell 1 only from cell 4, beyond the defender
    CHECK(grid::strikes(board, all, 0, 1)[1].damage == 0);
    CHECK(grid::strikes(board, all, 0, 1, 1)[1].damage == 0);
    all[1].fighter.cell = 3;
    const auto everywhere = grid::strikes(board, all, 0, 1), alone = grid::strikes(board, all, 0, 1, 3);
    CHECK(everywhere[3].damage == 12);
    CHECK(everywhere[4].damage == 12);
    CHECK(alone[3].damage == 12);
    CHECK(alone[4].damage == 0);  // not asked for
}

TEST_CASE("the one who is struck holds back who would walk on beside", "[strikes]") {
    const board::Board board(board::Geometry(board::Kind::square, 6, 2));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 6)};
    all[0].fighter.ap = 3;
    all[0].fighter.mp = 3;
    all[0].spells = {spell("dart", 3, 4, 4, 10)};  // at cell 6 only from three steps away
    const bool slips_away = GENERATE(false, true);
    all[0].evade = slips_away ? 1000 : 0;
    const auto found = grid::strikes(board, all, 0, 1);
    CHECK(found[6].damage == (slips_away ? 12 : 0));
    CHECK(found[6].damage == grid::strikes(board, all, 0, 1, 6)[6].damage);
    CHECK(found[11].damage == 12);  // far from there it holds nobody
}

TEST_CASE("a spell is cast as often as points, turn and target allow, and once where nothing bounds it", "[strikes]") {
    const board::Board board(board::Geometry(board::Kind::square, 3, 1));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 2)};
    all[0].spells = {spell("dart", 3, 1, 3, 10)};
    rules::Spell& dart = all[0].spells[0];
    int ap = 9, times = 3;
    SECTION("points") {}
    SECTION("turn") {
        dart.casts_per_turn = times = 2;
    }
    SECTION("target") {
        dart.casts_per_target = times = 2;
    }
    SECTION("the lesser of both") {
        dart.casts_per_turn = times = 1;
        dart.casts_per_target = 2;
    }
    SECTION("a cooldown") {
        dart.cooldown = 1;
        times = 1;
    }
    SECTION("for nothing") {
        dart.ap_cost = 0;
        times = 1;
    }
    SECTION("not at first in the fight, but it may be later by then") {
        dart.initial_cooldown = 3;
    }
    SECTION("more points than there are") {
        ap = 2'000'000'000;
        times = 33;
    }
    SECTION("too few points") {
        ap = 2;
        times = 0;
    }
    all[0].fighter.ap = ap;
    CHECK(grid::strikes(board, all, 0, 1)[2].damage == 12 * times);
}

TEST_CASE("enemies hold back who walks past, if tackle is asked for, and friends do not", "[strikes]") {
    const board::Board board(board::Geometry(board::Kind::square, 6, 2));
    const bool is_enemy = GENERATE(false, true);
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("o", is_enemy ? "y" : "x", 6)};
    all[0].fighter.mp = 3;
    all[1].block = 1000;
    CHECK(grid::reach_of(board, all[0], all).contains(3) == !is_enemy);
    CHECK(grid::reach_of(board, all[0], all, false).contains(3));
}

TEST_CASE("damage beyond all measure counts as a million", "[strikes]") {
    const board::Board board(board::Geometry(board::Kind::square, 3, 1));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 2)};
    all[0].fighter.ap = 50;
    all[0].spells = {spell("doom", 0, 1, 3, 2'000'000'000)};
    all[0].spells[0].casts_per_turn = 90;
    CHECK(grid::strikes(board, all, 0, 1)[2].most == 1'000'000);
}

TEST_CASE("an area that means nothing on hexagons strikes its cell alone there, and all of its cells on squares",
          "[strikes]") {
    const auto kind = GENERATE(board::Kind::hex_pointy, board::Kind::square);
    const board::Board board(board::Geometry(kind, 5, 5));
    std::vector<grid::Combatant> all{somebody("a", "x", 0), somebody("d", "y", 24)};
    all[0].fighter.ap = 3;
    all[0].spells = {spell("fan", 3, 1, 1, 10, "V2")};
    const auto found = grid::strikes(board, all, 0, 1);
    CHECK(found[1].damage == 12);
    CHECK((found[2].damage > 0) == (kind == board::Kind::square));
}

TEST_CASE("what the board file says of somebody holds, and what it does not say is unknown", "[strikes]") {
    const grid::BoardFile file = grid::parse_board_file(
        R"({"board":{"kind":"square","cols":3,"rows":1,"cells":"..."},
            "spells":[{"id":"dart","name":"Dart","ap_cost":2,"max_range":4,"effects":[{"kind":"damage","min":1,"max":1}]}],
            "entities":[{"id":"a","cell":0,"ap":4,"mp":2,"stats":{"Fuite":7},"spells":["DART",{"name":"Own","ap_cost":1}],
                         "cooldowns":{"own":3}},
                        {"id":"b","cell":1},{"id":"c","cell":2,"hp":0}]})",
        "test");
    const auto all = grid::combatants_of(file, nullptr);
    REQUIRE(all.size() == 2);
    CHECK(all[0].evade == 7);
    REQUIRE(all[0].spells.size() == 1);
    CHECK(all[0].spells[0].name == "Dart");
    CHECK(all[0].unknown.empty());
    CHECK(all[1].unknown == std::vector<std::string>{"ap", "mp", "spells"});
    CHECK_FALSE(grid::are_enemies(all[0], all[1]));

    const grid::BoardFile wrong = grid::parse_board_file(
        R"({"kind":"square","cols":1,"rows":1,"cells":".","entities":[{"id":"a","cell":0,"spells":[{"ap_cost":1}]}]})",
        "test");
    CHECK_THROWS_WITH(grid::combatants_of(wrong, nullptr), Contains("neither id nor name"));
}
