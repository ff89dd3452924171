#include "grid-analyze/ask/fight_rows.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "grid-analyze/ask/situation.hpp"

/// What a fight on a board means: friends and enemies, what adds up, what is not known.
namespace {

using namespace tk;

/// A row of eight cells; `entities` as JSON, with two spells beside them.
grid::BoardFile row_of_eight(const std::string& entities, const std::string& cells = "........") {
    return grid::parse_board_file(R"({"kind":"square","cols":8,"rows":1,"cells":")" + cells + R"(","spells":[
        {"id":"dart","name":"Dart","ap_cost":3,"min_range":1,"max_range":3,"casts_per_target":1,
         "effects":[{"kind":"damage","element":"air","min":10,"max":10}]},
        {"id":"late","name":"Late","ap_cost":9,"max_range":2,"initial_cooldown":3,
         "effects":[{"kind":"damage","element":"air","min":1,"max":1}]}],"entities":[)" +
                                      entities + "]}",
                                  "test");
}

TEST_CASE("enemies beside the way hold one back, friends and those of no team do not") {
    const auto [team, held] = GENERATE(table<std::string, bool>({{"b", true}, {"a", false}, {"", false}}));
    CAPTURE(team);
    const auto file = row_of_eight(R"({"id":"e1","team":"a","cell":2,"mp":4},{"id":"e2","team":")" + team +
                                   R"(","cell":1,"stats":{"tacle":8}})");
    const auto position = grid::position_on(file, nullptr);
    const Value row = grid::reach_row(position, "e1", {}, true);
    CHECK(row["cells"].size() == (held ? 1U : 5U));
    CHECK(row.contains("tacklers") == held);
    CHECK(grid::reach_row(position, "e1", {}, false)["cells"].size() == 5);
    CHECK(grid::reach_row(position, "e1", 1, false)["cells"] == Value::parse("[2,3]"));
}

TEST_CASE("the threat is the sum of what each enemy can do, and no friend's") {
    const std::string mover = R"({"id":"e1","team":"a","cell":3,"mp":1})";
    const std::string enemy = R"(,{"id":"e2","team":"b","cell":0,"mp":0,"ap":6,"spells":["dart"]})";
    const std::string other = R"(,{"id":"e3","team":"c","cell":6,"mp":0,"ap":6,"spells":["dart"]})";
    const std::string friendly = R"(,{"id":"e4","team":"a","cell":5,"mp":3,"ap":6,"spells":["dart"]})";
    const auto here = [](const grid::BoardFile& file) {
        const Value row = grid::threat_row(grid::position_on(file, nullptr), "e1");
        return std::pair(row["here"]["damage"].get<double>(), row.contains("unknown"));
    };
    CHECK(here(row_of_eight(mover + enemy)) == std::pair(10.0, false));  // once on one target
    CHECK(here(row_of_eight(mover + enemy + other)) == std::pair(20.0, false));
    CHECK(here(row_of_eight(mover + friendly)) == std::pair(0.0, false));
    CHECK(here(row_of_eight(mover + enemy + R"(,{"id":"e5","team":"b","cell":7})")) == std::pair(10.0, true));
    const std::string waiting =
        R"(,{"id":"e2","team":"b","cell":0,"mp":0,"ap":6,"spells":["dart"],"cooldowns":{"dart":2}})";
    CHECK(here(row_of_eight(mover + waiting)) == std::pair(0.0, false));
}

TEST_CASE("the threat to a cell is that to the one who stands there") {
    const auto file = row_of_eight(R"({"id":"e1","team":"a","cell":6,"mp":1},{"id":"e3","team":"a","cell":2,"mp":1},
        {"id":"e2","team":"b","cell":0,"mp":0,"ap":6,"spells":["dart"]})");
    const auto position = grid::position_on(file, nullptr);
    CHECK(grid::threat_row(position, "2") == grid::threat_row(position, "e3"));
    CHECK(grid::threat_row(position, "2")["here"] == Value::parse(R"({"cell":2,"damage":10.0,"most":10})"));
    CHECK(grid::threat_row(position, "6")["entity"] == "e1");
    CHECK_THROWS_WITH(grid::threat_row(position, "3"), "--threat: nobody stands on '3'");
    CHECK_THROWS_WITH(grid::threat_row(position, "8"), "the board has no cell 8");
}

TEST_CASE("the safest cells are among those that can be reached") {
    // Cell 4 is out of reach of the dart, but somebody stands there.
    const auto file = row_of_eight(R"({"id":"e1","team":"a","cell":3,"mp":2},{"id":"e4","team":"a","cell":4},
        {"id":"e2","team":"b","cell":0,"mp":0,"ap":6,"spells":["dart"]})");
    const Value row = grid::threat_row(grid::position_on(file, nullptr), "e1");
    CHECK(row["safest"] == Value::parse(R"({"damage":10.0,"cells":[1,2,3]})"));
}

TEST_CASE("a range tells what is in sight from what is hidden, whatever AP and cooldowns are now") {
    const auto file = row_of_eight(R"({"id":"e1","team":"a","cell":2,"ap":1},{"id":"e2","team":"b","cell":3})");
    const auto position = grid::position_on(file, nullptr);
    const Value row = grid::range_row(position, "late", "e1", nullptr);
    CHECK(row["cells"] == Value::parse("[0,1,2,3]"));
    CHECK(row["hidden"] == Value::parse("[4]"));
    CHECK(row["entities"] == Value::parse(R"(["e1","e2"])"));
    CHECK(grid::range_row(position, "2-3", "e1", nullptr)["cells"] == Value::parse("[0]"));
}

TEST_CASE("the summary tells who may die of whom, and friends are neither threatened nor reached") {
    const int hp = GENERATE(10, 11);
    const auto file = row_of_eight(R"({"id":"e1","team":"a","cell":3,"mp":1,"hp":)" + std::to_string(hp) +
                                   R"(},{"id":"e4","team":"a","cell":4},
        {"id":"e2","team":"b","cell":0,"mp":2,"ap":6,"spells":["dart"]})");
    const Value fighters = grid::situation(grid::position_on(file, nullptr))["situation"];
    REQUIRE(fighters.size() == 3);
    CHECK(fighters[2]["threatens"] == Value::parse(R"([{"id":"e1","damage":10.0,"most":10,"may_kill":)" +
                                                   std::string(hp == 10 ? "true" : "false") + "}]"));
    CHECK(fighters[2]["reaches"] == Value::parse(R"([{"id":"e1","mp_left":0}])"));
    CHECK(fighters[0]["threatens"].empty());
    CHECK(fighters[0]["reaches"].empty());
}

}  // namespace
