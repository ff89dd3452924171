#include "grid-analyze/story/points.hpp"

#include "catch.hpp"
#include "fight_table.hpp"

/// Action and movement points that come and go.
namespace {

using namespace tk::grid;

TEST_CASE("a line of the log tells who lost or gained points, and which cast did it") {
    Table table;
    table.say("Ana lance Gel sur Bobo.");
    table.say("Bobo : -2 PA.");
    table.say("Bobo : -1 PM.");
    table.moment.hud.ap = 3;
    CHECK(told(table.see(), table.roster) == Lines{"spell_cast e1", "lose_ap e2 2 by a1", "lose_mp e2 1 by a1"});
    table.say("Cidre : +3 PA.");
    CHECK(told(table.see(), table.roster) == Lines{"gain_ap e3 3 by a1"});
    table.say("Cidre : +1 PM.");
    CHECK(told(table.see(), table.roster) == Lines{"gain_mp e3 1"});
}

TEST_CASE("what one loses at the start of a turn is not the work of a cast before it") {
    Table table;
    table.say("Ana lance Gel sur Bobo.");
    table.see();
    table.say("Ana termine son tour.");
    table.say("Bobo : -2 PA.");
    table.say("Bobo : -6 PV (Feu).");
    table.moment.active = 1;
    table.moment.hud = {1, "Bobo", "Bête", 38, 51, 57, 4, 5};
    const auto actions = table.see();
    CHECK(told(actions, table.roster) == Lines{"end_turn e1", "lose_ap e2 2", "lose_hp e2 6"});
    CHECK(table.see().empty());
}

TEST_CASE("points that the log tells of are part of the context, and of no price") {
    Table table;
    table.say("Ana : +2 PA.");
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Ana : -1 PM.");
    table.moment.hud.ap = 5;
    table.moment.hud.mp = 2;
    const auto actions = table.see();
    REQUIRE(told(actions, table.roster) == Lines{"gain_ap e1 2", "spell_cast e1", "lose_mp e1 1 by a2"});
    CHECK(actions[1].ap == 8);
    CHECK(actions[1].cost == 3);
    CHECK(actions[2].ap == 5);
    CHECK(actions[2].mp == 3);
    CHECK(table.see().empty());
    CHECK(table.see().empty());
}

TEST_CASE("points that a line takes are no part of a price") {
    Table table;
    table.say("Ana : -2 PA.");
    table.say("Ana lance Lame sur Bobo.");
    table.moment.hud.ap = 1;
    const auto actions = table.see();
    CHECK(actions.at(1).cost == 3);
    CHECK(actions.at(1).ap == 4);
}

TEST_CASE("of two changes in a row only fewer and fewer points are believed, and only where all is seen") {
    using Cause = Points::Cause;
    const auto [first, second, cause, change] = GENERATE(table<int, int, Cause, int>({{4, 3, Cause::none, -2},
                                                                                      {4, 3, Cause::unseen, 0},
                                                                                      {4, 3, Cause::told, 0},
                                                                                      {4, 5, Cause::none, 0},
                                                                                      {8, 4, Cause::none, 0},
                                                                                      {8, 7, Cause::none, 0}}));
    CAPTURE(first, second);
    Points points;
    CHECK(points.advance(6, first, Cause::none) == 0);
    CHECK(points.held(first) == 6);
    CHECK(points.advance(6, second, cause) == change);
}

TEST_CASE("points that change without a cause are told once two frames show it") {
    const auto [ap, mp, line] = GENERATE(table<int, int, std::string>(
        {{4, 3, "lose_ap e1 2"}, {8, 3, "gain_ap e1 2"}, {6, 2, "lose_mp e1 1"}, {6, 5, "gain_mp e1 2"}}));
    Table table;
    table.moment.hud.ap = ap;
    table.moment.hud.mp = mp;
    CHECK(table.see().empty());
    const auto actions = table.see();
    CHECK(told(actions, table.roster) == Lines{line});
    CHECK(actions.at(0).confidence < 0.7);
    CHECK(table.see().empty());
}

TEST_CASE("points that one bad frame shows are not told, and no price is learned from them") {
    Table table;
    table.moment.hud.ap = 8;
    table.moment.hud.mp = 1;
    CHECK(table.see().empty());
    SECTION("and then are as they were") {
        table.moment.hud.ap = 6;
        table.moment.hud.mp = 3;
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("and then somebody casts") {
        table.say("Ana lance Flèche vive sur Bobo.");
        table.moment.hud.ap = 3;
        table.moment.hud.mp = 3;
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK_FALSE(actions[0].cost);
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("and then cannot be read") {
        table.moment.hud.ap = table.moment.hud.mp = std::nullopt;
        CHECK(table.see().empty());
        table.moment.hud.ap = 6;
        table.moment.hud.mp = 3;
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
}

TEST_CASE("points and the line that explains them may come a frame apart, whichever is first") {
    Table table;
    SECTION("a cast, the line first") {
        table.say("Ana lance Flèche vive sur Bobo.");
        CHECK(told(table.see(), table.roster) == Lines{"spell_cast e1"});
        table.moment.hud.ap = 3;
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("a cast, the points first") {
        table.moment.hud.ap = 3;
        CHECK(table.see().empty());
        table.say("Ana lance Flèche vive sur Bobo.");
        const auto actions = table.see();
        REQUIRE(told(actions, table.roster) == Lines{"spell_cast e1"});
        CHECK(actions[0].cost == 3);
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("a loss, the line first") {
        table.say("Ana : -2 PA.");
        CHECK(told(table.see(), table.roster) == Lines{"lose_ap e1 2"});
        table.moment.hud.ap = 4;
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("a step, the points first or misread at first") {
        table.moment.hud.mp = 1;
        if (GENERATE(false, true)) table.moment.cells[0] = 20;
        CHECK(table.see().empty());
        table.moment.cells[0] = 328;
        const auto actions = table.see();
        REQUIRE(told(actions, table.roster) == Lines{"move e1"});
        CHECK(actions[0].cost == 2);
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
}

TEST_CASE("while the log or the board is hidden points may be spent on what cannot be seen") {
    Table table;
    const auto chat = table.moment.chat;
    SECTION("on a cast") {
        table.moment.chat.clear();
        table.moment.hud.ap = 3;
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
        table.moment.chat = chat;
        table.say("Ana lance Flèche vive sur Bobo.");
        CHECK(table.see().at(0).cost == 3);
    }
    SECTION("on a step") {
        table.moment.cells.erase(0);
        table.moment.hud.mp = 1;
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
        table.moment.cells[0] = 328;
        CHECK(table.see().at(0).cost == 2);
    }
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("what others cast or lose explains no points of the active one") {
    Table table;
    table.say(GENERATE("Bobo lance Gel sur Cidre.", "Bobo : -2 PA."));
    table.moment.hud.ap = 4;
    table.moment.hud.mp = 2;
    REQUIRE(table.see().size() == 1);
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].kind == "lose_ap");
    CHECK(actions[1].kind == "lose_mp");
}

TEST_CASE("points that are full again when the log ends a turn are no gain, though the interface stays behind") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    table.moment.hud.ap = 3;
    for (int frame = 0; frame < 3; ++frame) table.see();
    table.say("Ana termine son tour.");
    table.moment.hud.ap = 6;
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("the points of a new turn are no gain") {
    Table table;
    table.moment.hud.ap = 3;
    table.say("Ana lance Flèche vive sur Bobo.");
    for (int frame = 0; frame < 3; ++frame) table.see();  // the log explains nothing any more
    const bool shows_turn = GENERATE(true, false);
    table.moment.hud.ap = 6;
    table.moment.hud.turn = shows_turn ? std::optional<int>(2) : std::nullopt;
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

}  // namespace
