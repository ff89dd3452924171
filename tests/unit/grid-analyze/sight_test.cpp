#include "catch.hpp"
#include "fight_table.hpp"

/// Those who come into sight, go out of it, or are never in it.
namespace {

using namespace tk::grid;

/// A fourth in sight on cell 50, known by `name` or not at all; the id of the member.
std::size_t enter(Table& table, std::optional<std::string> name = {}) {
    Sighting fourth;
    fourth.cell = 50;
    fourth.team = "enemy";
    fourth.confidence = 1;
    fourth.name = std::move(name);
    fourth.name_confidence = 1;
    table.roster.forget_places();
    const std::size_t who = table.roster.take({fourth}, table.board.geometry()).at(0);
    table.moment.cells[who] = 50;
    table.moment.empty.erase(50);
    return who;
}

TEST_CASE("nobody is said to have appeared where they may have stood all the time, hidden") {
    Table table;
    table.moment.empty.erase(50);
    Chronicle late(log_patterns());
    late.advance(table.moment, table.roster, table.board);
    const std::size_t who = enter(table);
    for (int frame = 0; frame < 3; ++frame) CHECK(late.advance(table.moment, table.roster, table.board).empty());
    table.moment.cells[who] = 64;  // and is known from then on
    table.moment.active = who;
    table.moment.hud = {1, "Dora", "Bête", 38, 57, 57, 6, 5};
    late.advance(table.moment, table.roster, table.board);
    table.moment.cells[who] = 78;
    table.moment.hud.mp = 4;
    const auto actions = late.advance(table.moment, table.roster, table.board);
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].from == 64);
}

TEST_CASE("whoever was heard of before they come into sight has not appeared, but moved there") {
    Table table;
    table.say("Dora lance Gel sur Ana.");
    REQUIRE(table.see().size() == 1);
    const std::size_t who = enter(table, "Dora");
    CHECK(table.see().empty());
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "move");
    CHECK(actions[0].actor == who);
    CHECK_FALSE(actions[0].from);
    CHECK(actions[0].to == 50);
    CHECK_FALSE(actions[0].cost);
    CHECK(actions[0].confidence == Approx(0.5));
    CHECK(table.see().empty());
}

TEST_CASE("a step into sight has an end and a price, of whomever the interface named") {
    Table table;
    table.say("Ana termine son tour.");
    table.moment.active.reset();  // nobody of that name is known
    table.moment.hud = {1, "Dora", "Bête", 38, 57, 57, 6, 5};
    REQUIRE(table.see().size() == 1);
    table.moment.active = enter(table, "Dora");
    table.moment.hud.mp = 2;
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "move");
    CHECK(actions[0].actor == table.moment.active);
    CHECK_FALSE(actions[0].from);
    CHECK(actions[0].to == 50);
    CHECK(actions[0].cost == 3);
    CHECK(actions[0].mp == 5);
    CHECK(actions[0].path.empty());
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("a step out of sight has a start and a price, and the way back is another step") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    table.moment.hud.mp = 1;
    CHECK(table.see().empty());
    auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "move");
    CHECK(actions[0].from == 300);
    CHECK_FALSE(actions[0].to);
    CHECK(actions[0].cost == 2);
    CHECK(actions[0].mp == 3);
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    table.moment.cells[0] = 328;
    table.moment.empty.erase(328);
    table.moment.hud.mp = 0;
    actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK_FALSE(actions[0].from);
    CHECK(actions[0].to == 328);
    CHECK(actions[0].cost == 1);
    CHECK(table.see().empty());
}

TEST_CASE("a step out of sight for one frame only is a whole one, or none if it leads nowhere") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    table.moment.hud.mp = 1;
    CHECK(table.see().empty());
    SECTION("to another cell") {
        table.moment.cells[0] = 328;
        table.moment.empty.erase(328);
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].from == 300);
        CHECK(actions[0].to == 328);
        CHECK(actions[0].path.size() == 2);
        CHECK(actions[0].cost == 2);
        CHECK(actions[0].mp == 3);
    }
    SECTION("to the same cell, as it was") {
        table.moment.cells[0] = 300;
        table.moment.empty.erase(300);
        table.moment.hud.mp = 3;
        CHECK(table.see().empty());
    }
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("a step out of sight is told before the end of the turn and what is cast after it") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    table.moment.hud.mp = 1;
    CHECK(table.see().empty());
    table.say("Ana lance Lame sur Bobo.");
    table.say("Ana termine son tour.");
    table.moment.active = 1;
    table.moment.hud = {1, "Bobo", "Bête", 38, 57, 57, 6, 5};
    const auto actions = table.see();
    REQUIRE(actions.size() == 3);
    CHECK(actions[0].kind == "move");
    CHECK(actions[0].cost == 2);
    CHECK(actions[0].mp == 3);
    CHECK(actions[1].mp == 1);
    CHECK(actions[2].kind == "end_turn");
    CHECK(table.see().empty());
}

TEST_CASE("points that a line of the log takes from who is out of sight were not walked") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    table.moment.hud.mp = 1;
    table.say("Ana : -2 PM.");
    REQUIRE(table.see().at(0).kind == "lose_mp");
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("the second frame of a step out of sight says what it cost") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    table.moment.hud.mp = 0;  // misread
    CHECK(table.see().empty());
    table.moment.hud.mp = GENERATE(1, 3);
    const bool is_paid = table.moment.hud.mp == 1;
    const bool is_seen = GENERATE(false, true);
    if (is_seen) table.moment.cells[0] = 328;
    const auto actions = table.see();
    REQUIRE(actions.size() == (is_paid || is_seen ? 1 : 0));
    if (actions.empty()) return;
    CHECK(actions[0].from == 300);
    CHECK(actions[0].cost == (is_paid ? std::optional<int>(2) : std::nullopt));
    CHECK(actions[0].path.size() == (is_paid && is_seen ? 2 : 0));
    CHECK((actions[0].confidence > 0.6) == is_paid);
}

TEST_CASE("whoever is gone and has all their points in the next frame has gone nowhere") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    table.moment.hud.mp = 1;
    CHECK(table.see().empty());
    table.moment.hud.mp = 3;
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    table.moment.cells[0] = 328;  // and is known to have been there
    table.moment.hud.mp = 1;
    CHECK(table.see().at(0).from == 300);
}

TEST_CASE("no step out of sight is told of who was hidden before, or has had another turn since") {
    Table table;
    table.moment.cells.erase(0);
    if (GENERATE(false, true)) {
        CHECK(table.see().empty());
    } else {
        table.moment.hud.turn = 2;
    }
    table.moment.empty.insert(300);
    table.moment.hud.mp = 1;
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("no step into sight is told where they may have stood all the time") {
    Table table;
    table.moment.empty.erase(50);
    Chronicle late(log_patterns());
    late.advance(table.moment, table.roster, table.board);
    table.moment.active = table.roster.find_or_add("Dora");
    table.moment.hud = {1, "Dora", "Bête", 38, 57, 57, 6, 5};
    late.advance(table.moment, table.roster, table.board);
    REQUIRE(enter(table, "Dora") == table.moment.active);
    table.moment.hud.mp = 2;
    for (int frame = 0; frame < 3; ++frame) CHECK(late.advance(table.moment, table.roster, table.board).empty());
}

TEST_CASE("whoever is gone while no points are has gone nowhere") {
    Table table;
    table.moment.cells.erase(0);
    table.moment.empty.insert(300);
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

/// Dora, whom nobody sees, has her turn.
void give_turn(Table& table) {
    table.moment.active = table.roster.find_or_add("Dora");
    table.moment.hud = {1, "Dora", "Bête", 38, 57, 57, 6, 5};
    table.see();
}

TEST_CASE("points that are gone from one who is never seen were walked, once a second frame shows it") {
    Table table;
    give_turn(table);
    table.moment.hud.mp = 2;
    CHECK(table.see().empty());
    SECTION("the same") {
        table.say("Dora lance Gel sur Ana.");
        const auto actions = table.see();
        REQUIRE(actions.size() == 2);
        CHECK(actions[0].kind == "move");
        CHECK(actions[0].cost == 3);
        CHECK(actions[0].mp == 5);
        CHECK_FALSE((actions[0].from || actions[0].to));
        CHECK(actions[0].confidence < 0.7);
        CHECK(actions[1].kind == "spell_cast");
    }
    SECTION("fewer still") {
        table.moment.hud.mp = 1;
        auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].cost == 3);
        actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].cost == 1);
    }
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("somebody who was hidden before and still is walked nowhere meanwhile") {
    Table table;
    table.moment.cells.erase(2);
    give_turn(table);
    table.moment.hud.mp = 2;
    CHECK(table.see().empty());
    CHECK(table.see().at(0).cost == 3);
}

TEST_CASE("points of one who is never seen that one bad frame shows, or the log explains, were not walked") {
    Table table;
    give_turn(table);
    SECTION("a bad frame") {
        table.moment.hud.mp = 2;
        CHECK(table.see().empty());
        table.moment.hud.mp = 5;
        CHECK(table.see().empty());
    }
    SECTION("the log") {
        table.say("Dora : -2 PM.");
        table.moment.hud.mp = 3;
        REQUIRE(table.see().at(0).kind == "lose_mp");
    }
    SECTION("a log that cannot be read") {
        table.moment.chat.clear();
        table.moment.hud.mp = 3;
    }
    SECTION("another turn") {
        table.moment.hud.mp = 2;
        CHECK(table.see().empty());
        table.moment.hud.turn = 2;
    }
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("while somebody else walks, comes or goes, the points of one out of sight may be theirs") {
    Table table;
    SECTION("of one who is never seen") {
        give_turn(table);
        table.moment.hud.mp = 2;
        const int how = GENERATE(0, 1, 2);
        if (how == 0) table.moment.cells[1] = 318;
        if (how == 1) table.moment.cells.erase(1);
        if (how == 2) enter(table);
    }
    SECTION("of one who left") {
        table.moment.cells.erase(0);
        table.moment.empty.insert(300);
        table.moment.hud.mp = 1;
        if (GENERATE(true, false)) {
            table.moment.cells[1] = 318;
        } else {
            enter(table);
        }
    }
    for (int frame = 0; frame < 3; ++frame) {
        for (const Action& action : table.see()) CHECK_FALSE(action.cost);
    }
}

TEST_CASE("somebody without a name has not appeared while somebody known is out of sight") {
    const bool knows_another = GENERATE(false, true);
    Table table;
    if (knows_another) table.roster.find_or_add("Dora");
    enter(table);
    CHECK(table.see().empty());
    CHECK(table.see().size() == (knows_another ? 0 : 1));
}

TEST_CASE("the dead, those of another team and whoever came back count neither as hidden nor as new") {
    Table table;
    SECTION("the dead") {
        table.say("Bobo est mort.");
        table.moment.cells.erase(1);
        REQUIRE(table.see().size() == 1);
        enter(table);
        CHECK(table.see().empty());
        CHECK(table.see().at(0).kind == "appear");
    }
    SECTION("those of another team") {
        table.moment.cells.erase(0);
        CHECK(table.see().empty());
        enter(table);
        CHECK(table.see().empty());
        CHECK(table.see().at(0).kind == "appear");
    }
    SECTION("whoever came back") {
        table.moment.cells.erase(0);
        table.moment.empty.insert(300);
        table.moment.hud.mp = 1;
        table.see();
        REQUIRE(table.see().at(0).kind == "move");
        table.moment.active = 1;
        table.see();
        table.moment.cells[0] = 328;
        CHECK(table.see().empty());
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].kind == "move");
        CHECK_FALSE(actions[0].from);
    }
}

TEST_CASE("a price that its way suits only over what seems to be obstacles is told without the way") {
    Table table;
    for (const int cell : table.board.geometry().neighbours(300)) table.board.set(cell, tk::board::Terrain::obstacle);
    table.moment.cells[0] = 328;
    const int spent = GENERATE(2, 1);
    table.moment.hud.mp = 3 - spent;
    const auto actions = table.see();
    REQUIRE(actions.size() == (spent == 2 ? 1 : 0));
    if (spent == 1) return;  // nobody walks two cells for one
    CHECK(actions[0].from == 300);
    CHECK(actions[0].to == 328);
    CHECK(actions[0].cost == 2);
    CHECK(actions[0].path.empty());
    CHECK(actions[0].confidence < 0.75);
}

TEST_CASE("a zone that hit somebody out of sight reaches farther than is seen, and is not placed") {
    Table table;
    table.say("Ana lance Pluie.");
    table.say("Bobo : -10 PV (Terre).");
    table.say("Dora : -12 PV (Terre).");
    table.moment.target_cells = {304};
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].hits.size() == 2);
    CHECK_FALSE(actions[0].cell);
}

TEST_CASE("who is hurt or healed and not known is the only nameless one in sight if their bar says so too") {
    const bool heals = GENERATE(false, true);
    const double change = GENERATE(0.0, 0.1);
    Table table;
    const std::size_t who = enter(table);
    table.moment.hp_shares[who] = 0.5;
    table.see();
    table.see();
    table.say("Ana lance Lame sur Dora.");
    table.say(heals ? "Dora : +17 PV." : "Dora : -17 PV (Feu).");
    table.moment.hp_shares[who] = 0.5 + (heals ? change : -change);
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK((actions[0].target == who) == (change > 0));
    CHECK(table.roster.members()[who].name().has_value() == (change > 0));
}

TEST_CASE("who is hurt and not known gets no name where two lines or two in sight may be meant") {
    Table table;
    std::vector<Sighting> sightings{nameless_at(400), nameless_at(420)};
    const bool two_lines = GENERATE(false, true);
    if (two_lines) sightings.pop_back();
    for (const std::size_t who : table.roster.take(sightings, table.board.geometry())) {
        table.moment.cells[who] = sightings[who - 3].cell;
        table.moment.hp_shares[who] = 1;
    }
    table.see();
    table.see();
    table.say("Ana lance Pluie.");
    table.say("Dora : -17 PV (Feu).");
    if (two_lines) table.say("Emilie : -17 PV (Feu).");
    table.moment.hp_shares[3] = 0.6;
    table.see();
    CHECK_FALSE(table.roster.members()[3].name());
}

TEST_CASE("nobody appears where somebody else stood when the cell was last seen") {
    Table table;
    const std::size_t who = enter(table, "Dora");
    table.see();
    REQUIRE(table.see().at(0).kind == "appear");
    table.moment.cells.erase(who);
    table.see();
    REQUIRE(enter(table, "Maximilien") != who);
    for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
}

TEST_CASE("nothing of one map holds on another") {
    Table table;
    SECTION("where anybody stood") {
        table.chronicle.forget_places();
        table.moment.cells[0] = 328;
        table.moment.hud.mp = 1;
        for (int frame = 0; frame < 3; ++frame) {
            for (const Action& action : table.see()) CHECK(action.kind == "lose_mp");
        }
    }
    SECTION("who had left their cell") {
        table.moment.cells.erase(0);
        table.moment.empty.insert(300);
        table.moment.hud.mp = 1;
        CHECK(table.see().empty());
        table.chronicle.forget_places();
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("who was seen once") {
        enter(table, "Dora");
        CHECK(table.see().empty());
        table.chronicle.forget_places();
        for (int frame = 0; frame < 3; ++frame) CHECK(table.see().empty());
    }
    SECTION("what was seen empty, and who was placed") {
        const bool is_empty = GENERATE(false, true);
        table.chronicle.forget_places();
        table.moment.cells = {{0, 20}};
        table.moment.empty = {21};
        if (is_empty) table.moment.empty.insert(50);
        CHECK(table.see().empty());
        table.moment.cells[1] = 50;
        CHECK(table.see().empty());
        const auto actions = table.see();
        REQUIRE(actions.size() == (is_empty ? 1 : 0));
        if (is_empty) CHECK(actions[0].kind == "appear");
    }
    SECTION("what was painted") {
        table.moment.target_cells = {304};
        table.see();
        table.chronicle.forget_places();
        table.say("Ana lance Pluie.");
        CHECK(table.see().at(0).cell == 304);
    }
}

TEST_CASE("a line about somebody hidden whose place is known explains no bar of a nameless one") {
    Table table;
    const std::size_t who = enter(table);
    table.moment.hp_shares[who] = 1;
    for (int frame = 0; frame < 3; ++frame) table.see();
    table.moment.cells.erase(1);
    table.moment.hp_shares.erase(1);
    table.see();
    table.say("Bobo : -30 PV (Feu).");
    table.moment.hp_shares[who] = 0.5;
    CHECK(table.see().size() == 1);
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].actor == who);
}

TEST_CASE("a nameless one whose bar was hidden when the log spoke of somebody out of sight lost nothing by itself") {
    const bool is_told = GENERATE(true, false);
    Table table;
    const std::size_t who = enter(table);
    table.moment.hp_shares[who] = 1;
    table.see();
    table.see();
    table.moment.hp_shares.erase(who);
    if (is_told) table.say("Dora : -30 PV (Feu).");
    for (int frame = 0; frame < 3; ++frame) table.see();
    table.moment.hp_shares[who] = 0.5;
    CHECK(table.see().empty());
    CHECK(table.see().size() == (is_told ? 0 : 1));
}

}  // namespace
