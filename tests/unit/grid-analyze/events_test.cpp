#include "catch.hpp"
#include "fight_table.hpp"
#include "grid-analyze/story/infer.hpp"

namespace {

using namespace tk::grid;

TEST_CASE("nothing happens when nothing changes") {
    Table table;
    CHECK(table.see().empty());
    CHECK(table.see().empty());
}

TEST_CASE("a step has its path and costs the points that are gone") {
    Table table;
    table.moment.cells[0] = 328;
    table.moment.hud.mp = 1;
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "move");
    CHECK(actions[0].id == "a1");
    CHECK(actions[0].from == 300);
    CHECK(actions[0].to == 328);
    CHECK(actions[0].path.size() == 2);
    CHECK(actions[0].path.back() == 328);
    CHECK(actions[0].cost == 2);
    CHECK(actions[0].mp == 3);
    CHECK(actions[0].turn == 1);
    CHECK(table.see().empty());
}

TEST_CASE("nobody walks through others, nor farther than the points that are gone") {
    Table table;
    const auto& geometry = table.board.geometry();
    table.moment.cells[0] = 328;
    SECTION("through others") {
        std::size_t other = 1;
        for (const int cell : geometry.neighbours(300)) {
            if (geometry.distance(cell, 328) == 1) table.moment.cells[other++] = cell;
        }
        REQUIRE(other == 3);
        const auto there = table.moment.cells[0];
        table.moment.cells[0] = 300;
        for (int frame = 0; frame < 3; ++frame) table.see();
        table.moment.cells[0] = there;
        table.moment.hud.mp = 1;
        const auto actions = table.see();
        REQUIRE(actions.size() == 1);
        CHECK(actions[0].cost == 2);
        CHECK(actions[0].path.empty());
        CHECK(actions[0].confidence < 0.75);
    }
    SECTION("for nothing") {
        CHECK(table.see().empty());
        CHECK_FALSE(table.see().at(0).cost);
    }
    SECTION("farther") {
        table.moment.hud.mp = 2;
        CHECK(table.see().empty());
    }
    SECTION("for points of another turn") {
        table.moment.hud.turn = 2;
        table.moment.hud.mp = 0;
        CHECK(table.see().at(0).cost == 2);
    }
}

TEST_CASE("a cast has its target, its price, what it did and the distance before it") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Bobo : -21 PV (Air).");
    table.moment.hud.ap = 3;
    table.moment.hp_shares[1] = 0.6;
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    const Action& cast = actions[0];
    CHECK(cast.kind == "spell_cast");
    CHECK(cast.spell == "Flèche vive");
    CHECK(cast.target == 1);
    CHECK(cast.cell == 304);
    CHECK(cast.cost == 3);
    CHECK(cast.ap == 6);
    CHECK(cast.distance == table.board.geometry().distance(300, 304));
    REQUIRE(cast.hits.size() == 1);
    CHECK(cast.hits[0].damage == 21);
    CHECK(cast.element == "Air");
    CHECK(table.see().empty());
}

TEST_CASE("a zone cast on a free cell is placed in the middle of those it hit") {
    Table table;
    table.say("Ana lance Pluie.");
    table.say("Bobo : -10 PV (Terre).");
    table.say("Cidre : -12 PV (Terre).");
    table.moment.target_cells = {304, 305, 306, 291, 319};
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK_FALSE(actions[0].target);
    CHECK(actions[0].cell == 305);
    CHECK(actions[0].hits.size() == 2);
    Table seen;
    seen.say("Ana lance Pluie sur Bobo.");
    CHECK(seen.see().at(0).confidence > actions[0].confidence);  // a cell that is worked out is less sure
}

TEST_CASE("a line of a log of which lines may be missing is told with less confidence") {
    Table whole, torn;
    whole.say("Ana lance Pluie sur Bobo.");
    torn.moment.chat = {{"Ana lance Grêle sur Bobo.", 1}};
    torn.see();
    torn.moment.chat = {{"Ana lance Pluie sur Bobo.", 1}};  // nothing of the log before is left
    const auto actions = torn.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].confidence < 0.7 * whole.see().at(0).confidence);
}

TEST_CASE("a bar of somebody without a name loses nothing by itself when the log speaks of somebody not seen") {
    const bool is_told = GENERATE(true, false);
    Table table;
    std::vector<Sighting> sightings{nameless_at(400), nameless_at(420)};
    table.roster.take(sightings, table.board.geometry());
    for (const std::size_t who : {3u, 4u}) {
        table.moment.cells[who] = who == 3 ? 400 : 420;
        table.moment.hp_shares[who] = 1;
    }
    table.see();
    table.see();
    if (is_told) {
        table.say("Ana lance Pluie.");
        table.say("Inconnu : -30 PV (Feu).");
    }
    table.moment.hp_shares[3] = 0.5;
    std::vector<std::string> told;
    for (int frame = 0; frame < 2; ++frame) {
        for (const Action& action : table.see()) told.push_back(action.kind + " " + std::to_string(action.actor));
    }
    CHECK(std::count(told.begin(), told.end(), "lose_hp 3") == (is_told ? 0 : 1));
}

TEST_CASE("a cast on a free cell that hit one is not given a cell") {
    Table table;
    table.say("Ana lance Pluie.");
    table.say("Bobo : -10 PV (Terre).");
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK_FALSE(actions[0].cell);
}

TEST_CASE("a cast is not placed by what was painted before it") {
    Table table;
    table.moment.target_cells = {304};
    table.see();
    table.say("Ana lance Pluie.");
    table.say("Bobo : -10 PV (Terre).");
    CHECK_FALSE(table.see().at(0).cell);
}

TEST_CASE("a death is told after the cast that killed, and the dead cause nothing more") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    table.say("Bobo : -80 PV (Feu).");
    table.say("Bobo est mort.");
    table.moment.hud.ap = 2;
    table.moment.cells.erase(1);
    table.moment.hp_shares.erase(1);
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].hits.at(0).killed);
    CHECK(actions[1].kind == "die");
    CHECK(actions[1].actor == 1);
    CHECK(actions[1].cell == 304);
    CHECK(table.see().empty());
}

TEST_CASE("the turn that ended gives the next one's points to whoever acts then") {
    Table table;
    table.say("Ana termine son tour.");
    table.moment.active = 1;
    table.moment.hud = {1, "Bobo", "Bête", 38, 57, 57, 6, 5};
    auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "end_turn");
    CHECK(actions[0].actor == 0);
    CHECK(actions[0].ap == 6);
    table.moment.cells[1] = 303;
    table.moment.hud.mp = 3;
    actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].actor == 1);
    CHECK(actions[0].cost == 2);
    CHECK(actions[0].mp == 5);
}

TEST_CASE("a turn that passes without a line is told once, whichever comes first") {
    Table table;
    SECTION("the interface first, the line a frame later") {
        table.moment.active = 1;
        table.moment.hud.name = "Bobo";
        REQUIRE(table.see().size() == 1);
        table.say("Ana termine son tour.");
        CHECK(table.see().empty());
    }
    SECTION("the line first, the interface a frame later") {
        table.say("Ana termine son tour.");
        REQUIRE(table.see().size() == 1);
        table.moment.active = 1;
        table.moment.hud.name = "Bobo";
        CHECK(table.see().empty());
    }
}

TEST_CASE("two frames of events in one keep their order") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Bobo : -21 PV (Air).");
    table.say("Ana termine son tour.");
    table.moment.cells[0] = 314;
    table.moment.cells[1] = 303;
    table.moment.active = 1;
    table.moment.hud = {1, "Bobo", "Bête", 38, 36, 57, 6, 3};
    std::vector<std::string> told;
    for (const Action& action : table.see())
        told.push_back(action.kind + " " + table.roster.members()[action.actor].id);
    CHECK(told == std::vector<std::string>{"move e1", "spell_cast e1", "end_turn e1", "move e2"});
}

TEST_CASE("the same cast again is told apart by the points it cost") {
    Table table;
    table.moment.chat.clear();
    for (int i = 0; i < 2; ++i) {
        table.say("Ana lance Flèche vive sur Bobo.");
        table.say("Bobo : -5 PV (Air).");
    }
    table.see();
    table.see();              // what was told is not paid any more
    table.moment.hud.ap = 3;  // the log scrolled by two lines that equal those that left
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].cost == 3);
}

TEST_CASE("what one bad frame shows is not told") {
    Table table;
    SECTION("somebody is missing for a frame") {
        table.moment.cells.erase(1);
        CHECK(table.see().empty());
        table.moment.cells[1] = 304;
        CHECK(table.see().empty());
    }
    SECTION("somebody whose turn it is not stands elsewhere for a frame") {
        table.moment.cells[1] = 90;
        CHECK(table.see().empty());
        table.moment.cells[1] = 304;
        CHECK(table.see().empty());
    }
    SECTION("a bar is misread for a frame") {
        table.moment.hp_shares[1] = 0.3;
        CHECK(table.see().empty());
        table.moment.hp_shares[1] = 1;
        CHECK(table.see().empty());
    }
    SECTION("the board and the text are hidden for a frame") {
        const Moment before = table.moment;
        table.moment = {};
        CHECK(table.see().empty());
        table.moment = before;
        CHECK(table.see().empty());
    }
    SECTION("the log is unreadable for a frame") {
        const auto chat = table.moment.chat;
        table.moment.chat = {{"###", 0.1}, {"¿¿", 0.1}};
        CHECK(table.see().empty());
        table.moment.chat = chat;
        CHECK(table.see().empty());
    }
    SECTION("a ring is seen where nobody is for a frame") {
        const std::size_t nobody = table.roster.take({nameless_at(50)}, table.board.geometry()).front();
        table.moment.cells[nobody] = 50;
        CHECK(table.see().empty());
        table.moment.cells.erase(nobody);
        CHECK(table.see().empty());
    }
}

TEST_CASE("a bar that two frames show otherwise is believed in neither") {
    Table table;
    for (const double share : {0.7, 0.5, 0.8, 1.0}) {
        table.moment.hp_shares[1] = share;
        CHECK(table.see().empty());
    }
}

TEST_CASE("a line of the log explains the bar for as long as it may trail, and no other bar") {
    Table table;
    table.say("Ana lance Lame sur Bobo.");
    table.say("Bobo : -21 PV (Air).");
    REQUIRE(table.see().size() == 1);
    for (int frame = 0; frame < 2; ++frame) CHECK(table.see().empty());
    table.moment.hp_shares[1] = 0.6;
    CHECK(table.see().empty());
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "lose_hp");
}

TEST_CASE("a bar that stays lower is a loss that nothing explains, told once") {
    Table table;
    table.moment.hp_shares[1] = 0.7;
    CHECK(table.see().empty());
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "lose_hp");
    CHECK(actions[0].share == Approx(0.3));
    CHECK(table.see().empty());
}

TEST_CASE("a bar that trails the log by a frame is explained by it") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Bobo : -21 PV (Air).");
    REQUIRE(table.see().size() == 1);
    table.moment.hp_shares[1] = 0.6;
    CHECK(table.see().empty());
    CHECK(table.see().empty());
}

TEST_CASE("damage that comes a frame after its cast names it as the cause") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    REQUIRE(table.see().size() == 1);
    table.say("Bobo : -21 PV (Air).");
    const auto actions = table.see();
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].kind == "lose_hp");
    CHECK(actions[0].amount == 21);
    CHECK(actions[0].cause == "a1");
}

TEST_CASE("a price that is not seen is the one learned before") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.moment.hud.ap = 3;
    REQUIRE(table.see().at(0).cost == 3);
    table.say("Ana lance Flèche vive sur Cidre.");
    table.moment.hud.ap = std::nullopt;
    CHECK(table.see().at(0).cost == 3);
    table.say("Ana lance Souffle sur Ana.");
    CHECK_FALSE(table.see().at(0).cost);
}

TEST_CASE("casts of one spell share the points that are gone evenly, or have no price") {
    const int left = GENERATE(2, 3);
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Ana lance Flèche vive sur Cidre.");
    table.moment.hud.ap = left;
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    for (const Action& cast : actions) {
        if (left == 2) CHECK(cast.cost == 2);
        if (left == 3) CHECK_FALSE(cast.cost);  // 3 points for two
    }
}

TEST_CASE("of two spells the price of one is what the known price of the other leaves") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.moment.hud.ap = 4;
    REQUIRE(table.see().at(0).cost == 2);
    table.moment.hud.ap = 6;
    table.see();
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Ana lance Souffle sur Ana.");
    table.moment.hud.ap = 1;
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[1].target == 0U);
    CHECK(actions[1].cost == 3);
}

TEST_CASE("of two spells whose prices are unknown neither is guessed") {
    Table table;
    table.say("Ana lance Flèche vive sur Bobo.");
    table.say("Ana lance Souffle sur Ana.");
    table.moment.hud.ap = 1;
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    for (const Action& cast : actions) CHECK_FALSE(cast.cost);
}

TEST_CASE("without any text steps are still told") {
    Table table;
    Chronicle silent({});
    Moment moment = table.moment;
    moment.shows_text = false;
    moment.hud = {};
    moment.chat.clear();
    moment.active = 0;  // by the marker
    silent.advance(moment, table.roster, table.board);
    moment.cells[0] = 328;
    const auto actions = silent.advance(moment, table.roster, table.board);
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].cost == 2);
}

TEST_CASE("where no turns are shown steps are told as far as anybody walks") {
    Table table;
    Chronicle silent({});
    table.moment.hud = {};
    table.moment.active.reset();
    silent.advance(table.moment, table.roster, table.board);
    table.moment.cells[1] = 304 + 2 * 14;
    const auto actions = silent.advance(table.moment, table.roster, table.board);
    REQUIRE(actions.size() == 1);
    CHECK(actions[0].actor == 1);
    CHECK(actions[0].cost == 2);
}

TEST_CASE("whoever walks at the start of a turn is not bound by the points of the one before") {
    Table table;
    table.moment.active = 1;
    table.moment.hud = {1, "Bobo", "Bête", 38, 57, 57, 6, 0};
    table.moment.cells[1] = 304 + 5 * 14;
    const auto actions = table.see();
    REQUIRE(actions.size() == 2);
    CHECK(actions[0].kind == "end_turn");
    CHECK(actions[1].kind == "move");
    CHECK(actions[1].cost == 5);
}

TEST_CASE("the middle of a zone is its one central cell") {
    const tk::board::Geometry board;
    for (const int centre : {300, 287, 45}) {
        std::vector<int> disc;
        for (int cell = 0; cell < board.size(); ++cell) {
            if (board.distance(cell, centre) <= 2) disc.push_back(cell);
        }
        CHECK(middle_of(board, disc) == centre);
    }
    CHECK_FALSE(middle_of(board, std::vector<int>{300, 301}));
    CHECK_FALSE(middle_of(board, std::vector<int>{}));
}

}  // namespace
