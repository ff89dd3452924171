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

}  // namespace
