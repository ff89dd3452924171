#include "catch.hpp"
#include "fight_table.hpp"

/// What a log tells that is damaged, hidden for a while, or late.
namespace {

using namespace tk::grid;

TEST_CASE("the last lines of a log are not told again after a frame that hides them or cannot be read there") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    table.say("Bobo : -9 PV (Feu).");
    table.say("Ana lance Gel sur Cidre.");
    REQUIRE(table.see().size() == 2);
    const auto chat = table.moment.chat;
    const std::size_t hidden = GENERATE(1u, 2u);
    const int frames = GENERATE(1, 3);
    table.moment.chat.resize(chat.size() - hidden);
    if (GENERATE(false, true)) table.say("#%&");
    for (int frame = 0; frame < frames; ++frame) CHECK(table.see().empty());
    table.moment.chat = chat;
    CHECK(table.see().empty());
    table.say("Ana termine son tour.");
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
}

TEST_CASE("what comes while the lines above it are hidden is told, and those are not told again") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    table.say("Ana lance Gel sur Cidre.");
    REQUIRE(table.see().size() == 2);
    auto chat = table.moment.chat;
    table.moment.chat.pop_back();
    CHECK(table.see().empty());
    table.say("Ana termine son tour.");
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    chat.push_back({"Ana termine son tour.", 1});
    table.moment.chat = chat;
    CHECK(table.see().empty());
}

TEST_CASE("the end of a turn is told of somebody the fight has not heard of before") {
    Table table;
    table.say("Dora termine son tour.");
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e4"});
}

TEST_CASE("turns that pass while the log is hidden end once each, though their lines come later") {
    Table table;
    const auto chat = table.moment.chat;
    table.moment.chat.clear();
    table.moment.active = 1;
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    table.moment.active = 2;
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e2"});
    table.moment.chat = chat;
    table.say("Ana termine son tour.");
    table.say("Bobo termine son tour.");
    CHECK(table.see().empty());
    table.say("Cidre termine son tour.");
    table.say("Ana termine son tour.");
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e3", "end_turn e1"});
}

TEST_CASE("of two ends of one's turn the log tells only one late") {
    Table table;
    table.moment.active = 1;
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    for (int round = 0; round < 2; ++round) table.say("Ana termine son tour.");
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
}

TEST_CASE("an end that the log told while nobody was known to act is not that of a later turn") {
    Table table;
    table.say("Ana termine son tour.");
    table.moment.active.reset();
    table.moment.hud.name.reset();
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    table.moment.active = 0;
    table.moment.hud.turn = 2;
    CHECK(table.see().empty());
    table.moment.active = 1;
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
}

TEST_CASE("points that are paid a frame after the line of the cast bring no cast like it back") {
    Table table;
    for (int i = 0; i < 2; ++i) {
        table.say("Ana lance Lame sur Bobo.");
        table.say("Bobo : -9 PV (Feu).");
        REQUIRE(told(table.see(), table.roster) == Lines{"spell_cast e1"});
    }
    table.moment.hud.ap = 3;
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("a log that was hidden when the first frames of a fight long begun were seen tells of the past") {
    const auto turn = GENERATE(as<std::optional<int>>{}, std::nullopt, 1, 3);
    Table table;
    Chronicle chronicle(log_patterns());
    table.moment.chat.clear();
    table.moment.hud.turn = turn;
    for (int frame = 0; frame < 2; ++frame) chronicle.advance(table.moment, table.roster, table.board);
    table.say("Ana lance Lame sur Bobo.");
    CHECK(chronicle.advance(table.moment, table.roster, table.board).size() == (turn == 3 ? 0 : 1));
    table.say("Ana lance Gel sur Cidre.");
    CHECK(chronicle.advance(table.moment, table.roster, table.board).size() == 1);
}

TEST_CASE("a cast like those before it is told once more for each time that it is paid") {
    Table table;
    SECTION("below them") {
        for (const int left : {4, 2, 0}) {
            table.say("Ana lance Lame sur Bobo.");
            table.say("Bobo : -9 PV (Feu).");
            table.moment.hud.ap = left;
            CHECK(told(table.see(), table.roster) == Lines{"spell_cast e1"});
        }
    }
    SECTION("in place of the first, which left the log") {
        table.moment.chat.clear();
        for (int i = 0; i < 2; ++i) {
            table.say("Ana lance Lame sur Bobo.");
            table.say("Bobo : -9 PV (Feu).");
        }
        table.moment.hud.ap = 2;
        CHECK(table.see().size() == 2);
        table.moment.hud.ap = 0;
        CHECK(told(table.see(), table.roster) == Lines{"spell_cast e1"});
    }
}

TEST_CASE("a new line below a single old one is told once") {
    Table table;
    for (const char* line : {"Ana lance Lame sur Bobo.", "Bobo : -9 PV (Feu).", "Ana lance Gel sur Cidre."})
        table.say(line);
    table.see();
    table.moment.chat = {table.moment.chat.back(), {"Cidre : -3 PV (Eau).", 1}};
    CHECK(told(table.see(), table.roster) == Lines{"lose_hp e3 3 by a2"});
    CHECK(table.see().empty());
}

TEST_CASE("a bar that falls while the log is hidden waits for the line that explains it") {
    Table table;
    const auto chat = table.moment.chat;
    table.moment.chat.clear();
    table.moment.hp_shares[1] = 0.6;
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    table.moment.chat = chat;
    SECTION("which comes") {
        table.say("Ana lance Lame sur Bobo.");
        table.say("Bobo : -21 PV (Feu).");
        CHECK(told(table.see(), table.roster) == Lines{"spell_cast e1"});
    }
    SECTION("which does not come") {
        CHECK(told(table.see(), table.roster) == Lines{"lose_hp e2"});
    }
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("what others cast in between is no part of a price") {
    const bool knows_price = GENERATE(false, true);
    Table table;
    if (knows_price) {
        table.say("Ana lance Riposte sur Bobo.");
        table.moment.hud.ap = 4;
        REQUIRE(table.see().at(0).cost == 2);
    }
    table.say("Ana lance Lame sur Bobo.");
    table.say("Bobo lance Riposte sur Ana.");
    table.moment.hud.ap = *table.moment.hud.ap - 3;
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].cost == 3);
}

TEST_CASE("the end that comes late of the turn before hides no price") {
    Table table;
    table.moment.active = 1;
    table.moment.hud = {1, "Bobo", "Bête", 38, 57, 57, 6, 5};
    REQUIRE(told(table.see(), table.roster) == Lines{"end_turn e1"});
    table.say("Ana termine son tour.");
    table.say("Bobo lance Morsure sur Ana.");
    table.moment.hud.ap = 3;
    const auto actions = table.see();
    REQUIRE(told(actions, table.roster) == Lines{"spell_cast e2"});
    CHECK(actions[0].cost == 3);
}

TEST_CASE("the end of a turn is told though the one before ended without a line, or with one") {
    Table table;
    if (GENERATE(false, true)) table.say("Ana termine son tour.");
    REQUIRE(table.see().size() <= 1);
    table.moment.active = 1;
    REQUIRE(table.see().size() <= 1);
    table.moment.active = 0;
    CHECK(told(table.see(), table.roster) == Lines{"end_turn e2"});
    SECTION("with a line") {
        table.say("Ana termine son tour.");
        CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    }
    SECTION("without") {
        table.moment.active = 1;
        CHECK(told(table.see(), table.roster) == Lines{"end_turn e1"});
    }
}

TEST_CASE("no price is learned from what is left in another turn of the same one") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    if (GENERATE(false, true)) {
        table.say("Ana termine son tour.");
        table.say("Bobo termine son tour.");
    } else {
        table.moment.hud.turn = 2;
    }
    table.moment.hud.ap = 5;
    CHECK_FALSE(table.see().at(0).cost);
}

}  // namespace
