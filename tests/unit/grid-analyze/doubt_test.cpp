#include "catch.hpp"
#include "fight_table.hpp"

/// What is told at once, what only when a second frame shows it, and how sure it is.
namespace {

using namespace tk::grid;

TEST_CASE("somebody new who stays has appeared, told once") {
    Table table;
    Sighting fourth;
    fourth.cell = 50;
    fourth.team = "enemy";
    fourth.confidence = 1;
    table.roster.forget_places();
    table.roster.take({fourth}, table.board.geometry());
    table.moment.cells[3] = 50;
    CHECK(table.see().empty());
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "appear");
    CHECK(actions[0].actor == 3);
    CHECK(actions[0].cell == 50);
    CHECK(actions[0].confidence < 0.9);
    CHECK(table.see().empty());
}

TEST_CASE("a way that cost more points than its cells is told with the points, and with less confidence") {
    Table straight, detour;
    for (Table* table : {&straight, &detour}) table->moment.cells[0] = 328;
    straight.moment.hud.mp = 1;
    detour.moment.hud.mp = 0;
    const auto sure = straight.see(), less_sure = detour.see();
    REQUIRE(less_sure.size() == 1);
    CHECK(less_sure[0].cost == 3);
    CHECK(less_sure[0].path.size() == 2);
    CHECK(less_sure[0].confidence < sure.at(0).confidence);
}

TEST_CASE("whoever stands elsewhere when somebody cast was moved by that, at no cost") {
    Table table;
    table.say("Ana lance Souffle sur Bobo.");
    table.moment.cells[1] = 305;
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[1].kind == "move");
    CHECK(actions[1].actor == 1);
    CHECK(actions[1].to == 305);
    CHECK_FALSE(actions[1].cost);
    CHECK(actions[1].path.empty());
    CHECK(actions[1].confidence < 0.7);
}

TEST_CASE("a step that nothing explains is told when a second frame shows it, as half sure") {
    Table table;
    SECTION("of somebody whose turn it is not") {
        table.moment.cells[1] = 318;
        CHECK(table.see().empty());
    }
    SECTION("of the active one, farther than their points reach, where what is left cannot be read") {
        table.moment.cells[0] = 300 + 5 * 14;
        table.moment.hud.mp = std::nullopt;
        CHECK(table.see().empty());
    }
    SECTION("farther than anybody walks, where no points are known") {
        table.moment.hud = {};
        table.see();
        table.moment.cells[0] = 20;
        CHECK(table.see().empty());
    }
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "move");
    CHECK_FALSE(actions[0].cost);
    CHECK(actions[0].confidence == Approx(0.5));
    CHECK(table.see().empty());
}

TEST_CASE("the end of a turn that no line tells is less sure than one that a line tells") {
    Table silent, told;
    told.say("Ana termine son tour.");
    for (Table* table : {&silent, &told}) table->moment.active = 1;
    const auto assumed = silent.see(), read = told.see();
    REQUIRE(assumed.size() == 1);
    CHECK(assumed[0].confidence < 0.8);
    CHECK(read.at(0).confidence > 0.9);
}

TEST_CASE("the dead end no turn") {
    Table table;
    table.say("Ana est morte.");
    table.moment.cells.erase(0);
    REQUIRE(table.see().size() == 1);
    table.moment.active = 1;
    CHECK(table.see().empty());
}

TEST_CASE("the dead neither walk nor lose anything more") {
    Table table;
    table.say("Bobo est mort.");
    REQUIRE(table.see().size() == 1);
    SECTION("elsewhere") {
        table.moment.cells[1] = 318;
    }
    SECTION("with another bar") {
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
        table.moment.hp_shares[1] = 0.4;
    }
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("nobody dies twice") {
    Table table;
    table.say("Bobo est mort.");
    table.say("Bobo est mort.");
    CHECK(table.see().size() == 1);
    table.say("Bobo est mort.");
    CHECK(table.see().empty());
}

TEST_CASE("the first log that is seen tells of the past") {
    Table table;
    Chronicle late(log_patterns());
    Moment moment = table.moment;
    moment.shows_text = false;
    moment.chat.clear();
    late.advance(moment, table.roster, table.board);
    moment.shows_text = true;
    moment.chat = {{"Ana lance Pluie sur Bobo.", 1}};
    CHECK(late.advance(moment, table.roster, table.board).empty());
    moment.chat.push_back({"Ana lance Lame sur Cidre.", 1});
    CHECK(late.advance(moment, table.roster, table.board).size() == 1);
}

TEST_CASE("a bar that stays higher is a gain, and so is a line of health without a cast") {
    Table table;
    SECTION("a bar") {
        table.moment.hp_shares[1] = 0.5;
        table.see();
        table.see();
        table.moment.hp_shares[1] = 0.8;
        CHECK(table.see().empty());
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].kind == "gain_hp");
        CHECK(actions[0].share == Approx(0.3));
    }
    SECTION("a line") {
        table.say("Bobo : +24 PV.");
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].kind == "gain_hp");
        CHECK(actions[0].amount == 24);
    }
}

TEST_CASE("a loss that the log told while the bar was hidden is not told again when the bar is seen") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    table.say("Bobo : -30 PV (Feu).");
    table.moment.hp_shares.erase(1);
    REQUIRE(table.see().size() == 1);
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    table.moment.hp_shares[1] = 0.5;
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("a price from before is less sure than one that is seen, and a spell has one spelling") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.moment.hud.ap = 3;
    const auto seen = table.see();
    table.say("Ana lance Flèche vlve sur Cidre.");
    table.moment.hud.ap = std::nullopt;
    const auto learned = table.see();
    REQUIRE(learned.size() == 1);
    CHECK(learned[0].spell == "Flèche vive");
    CHECK(learned[0].cost == 3);
    CHECK(learned[0].confidence < seen.at(0).confidence);
}

TEST_CASE("who turns out to be somebody else ends no turn again") {
    Table table;
    table.moment.active = table.roster.find_or_add("Dora");
    table.say("Ana termine son tour.");
    table.see();
    const bool is_told = GENERATE(false, true);
    if (is_told) {
        table.say("Dora termine son tour.");
    } else {
        table.moment.active = 0;
    }
    REQUIRE(table.see().at(0).kind == "end_turn");
    table.chronicle.join({{3, 2}});
    if (is_told) {
        table.moment.active = 0;
    } else {
        table.say("Cidre termine son tour.");
    }
    CHECK(table.see().empty());
}

TEST_CASE("who turns out to be somebody else ended no turn by that, and what the log told of them holds") {
    Table table;
    table.moment.active = table.roster.find_or_add("Dora");
    table.say("Ana termine son tour.");
    table.see();
    table.say("Dora : -9 PV (Eau).");
    REQUIRE(table.see().size() == 1);
    table.chronicle.join({{3, 2}});
    table.moment.active = 2;
    table.moment.hp_shares[2] = 0.8;
    CHECK(table.see().empty());
}

}  // namespace
