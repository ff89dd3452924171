#include "catch.hpp"
#include "fight_table.hpp"

/// What was so just before each action: the context of its record.
namespace {

using namespace tk::grid;

TEST_CASE("of several actions in one frame each has what the ones before it left") {
    Table table;
    table.moment.cells[0] = 328;
    table.say("Ana lance Lame sur Bobo.");
    table.say("Bobo : -3 PV (Feu).");
    table.say("Ana : -10 PV (Feu).");
    table.say("Ana lance Lame sur Cidre.");
    table.moment.hud = {1, "Ana", "Archère", 42, 90, 120, 2, 1};
    const auto actions = table.see();
    REQUIRE(actions.size() == 3);
    CHECK(actions[0].kind == "move");
    CHECK(actions[0].mp == 3);
    CHECK(actions[0].ap == 6);
    CHECK(actions[1].mp == 1);
    CHECK(actions[1].ap == 6);
    CHECK(actions[1].hp == 100);
    CHECK(actions[1].distance == table.board.geometry().distance(328, 304));
    CHECK(actions[2].ap == 4);
    CHECK(actions[2].hp == 90);
}

TEST_CASE("what others cast takes nothing from what the active one has") {
    Table table;
    table.say("Ana lance Riposte sur Bobo.");
    table.moment.hud.ap = 4;
    REQUIRE(table.see().at(0).cost == 2);
    table.say("Bobo lance Riposte sur Ana.");
    table.say("Ana : -1 PM.");
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[1].ap == 4);
}

TEST_CASE("after the end of a turn the next turn's number holds, and what its owner had is not known yet") {
    Table table;
    table.say("Ana termine son tour.");
    table.say("Bobo lance Morsure sur Ana.");
    table.moment.active = 1;
    table.moment.hud = {2, "Bobo", "Bête", 38, 57, 57, 2, 5};
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].turn == 1);
    CHECK(actions[0].ap == 6);
    CHECK(actions[1].turn == 2);
    CHECK_FALSE(actions[1].ap);
    CHECK_FALSE(actions[1].hp);
}

TEST_CASE("what is left after the end of a turn is not known, not even of the one who ended it") {
    Table table;
    table.say("Ana termine son tour.");
    table.say("Ana : -1 PM.");
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].mp == 3);
    CHECK_FALSE(actions[1].mp);
}

TEST_CASE("what somebody else walks costs the active one nothing") {
    Table table;
    table.moment.hp_shares[0] = 0.7;
    CHECK(table.see().empty());
    table.say("Ana lance Souffle sur Bobo.");
    table.moment.cells[1] = 305;
    const auto actions = table.see();
    REQUIRE(actions.size() == 3);
    CHECK(actions[1].kind == "move");
    CHECK(actions[2].kind == "lose_hp");
    CHECK(actions[2].actor == 0);
    CHECK(actions[2].mp == 3);
}

TEST_CASE("whoever was hidden and walks into sight casts from there") {
    Table table;
    table.moment.cells.erase(0);
    CHECK(table.see().empty());
    table.moment.cells[0] = 328;
    table.moment.hud.mp = 1;
    table.say("Ana lance Lame sur Bobo.");
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].kind == "move");
    CHECK(actions[1].distance == table.board.geometry().distance(328, 304));
}

TEST_CASE("where somebody hidden stands is not known") {
    Table table;
    table.moment.cells.erase(1);
    table.see();
    table.say("Ana lance Lame sur Bobo.");
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].target == 1);
    CHECK_FALSE(actions[0].cell);
    CHECK_FALSE(actions[0].distance);
}

TEST_CASE("what the interface shows of somebody it cannot name is not taken for what the active one has") {
    Table table;
    table.moment.active.reset();
    table.moment.hud = {1, {}, "Bête", 38, 57, 57, 2, 5};
    if (GENERATE(false, true)) table.moment.hud.name = "~~~";
    CHECK(table.see().empty());
    SECTION("somebody else") {
        table.moment.active = 1;
        table.moment.hud.name = "Bobo";
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].kind == "end_turn");
        CHECK(actions[0].hp == 100);
        CHECK(actions[0].ap == 6);
        CHECK(actions[0].mp == 3);
    }
    SECTION("the same one") {
        table.moment.active = 0;
        table.moment.hud = {1, "Ana", "Archère", 42, 100, 120, 6, 3};
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
}

TEST_CASE("what was cast while the interface named nobody is no part of the price of what comes after") {
    Table table;
    table.moment.active.reset();
    table.moment.hud = {1, "~~~", "Archère", 42, 100, 120, 4, 3};
    table.say("Ana lance Lame sur Bobo.");
    REQUIRE(table.see().size() == 1);
    table.moment.active = 0;
    table.moment.hud = {1, "Ana", "Archère", 42, 100, 120, 1, 3};
    table.say("Ana lance Gel sur Bobo.");
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK_FALSE(actions[0].cost);
    CHECK_FALSE(actions[0].ap);
}

TEST_CASE("in a frame without text the next one has no points yet") {
    Table table;
    const auto hud = table.moment.hud;
    table.moment.shows_text = false;
    table.moment.hud = {};
    table.moment.chat.clear();
    table.moment.active = 1;  // by the marker
    REQUIRE(table.see().size() == 1);
    table.moment.cells[1] = 303;
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK_FALSE(actions[0].hp);
    CHECK_FALSE(actions[0].ap);
    CHECK_FALSE(actions[0].mp);
}

}  // namespace
