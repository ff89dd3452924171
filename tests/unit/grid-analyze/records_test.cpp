#include "grid-analyze/records.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "grid-analyze/analysis.hpp"

/// What stands in the records that leave the tool.
namespace {

using namespace tk;

/// Two on a board of hexagons; the first one acts.
struct Sample {
    grid::Findings findings;
    grid::Roster roster;

    Sample() {
        const board::Geometry geometry(board::Kind::hex_pointy, 4, 3, board::Stagger::even);
        findings.search = grid::FoundBoard{geometry, {{60, 60}, 44, 52, 0.8}, 0.9, false, {}, false};
        findings.scene.surface.cells = "...#.o.?....";
        findings.scene.surface.highlights = {{"target", {4}}};
        for (const auto& [cell, team, name] : {std::tuple{1, "ally", "Mila"}, {10, "enemy", "Ours"}}) {
            grid::Sighting sighting;
            sighting.cell = cell;
            sighting.team = team;
            sighting.name = name;
            sighting.name_confidence = sighting.confidence = 0.9;
            sighting.box = {cell, 2, 30, 40};
            sighting.hp_share = 0.333;
            findings.scene.sightings.push_back(sighting);
        }
        findings.scene.sightings[1].kind = grid::Likeness{"bear", 0.876};
        findings.members = roster.take(findings.scene.sightings, geometry);
        findings.active = 0;
        findings.hud = {3, "Mila", "Archère", 20, 90, 120, 6, 3};
    }

    Value field(const std::string& key) const {
        for (const Field& field : grid::frame_fields(findings, roster, {})) {
            if (field.key == key) return Value::parse(field.json);
        }
        return nullptr;
    }
};

TEST_CASE("the grid of a record tells all that another needs to lay it over the picture") {
    const Value grid = Sample().field("grid");
    CHECK(grid == Value::parse(R"({"kind":"hex-pointy","cell":[44.0,52.0],"origin":[60.0,60.0],"cols":4,"rows":3,
        "confidence":0.9,"cells":"...#.o.?....","stagger":"even","pitch":0.8,"numbering":"assumed",
        "highlights":[{"kind":"target","cells":[4]}]})"));
}

TEST_CASE("the values of the interface are those of the one who acts") {
    const Value state = Sample().field("state");
    CHECK(state["turn"] == 3);
    CHECK(state["active"] == "e1");
    CHECK(state["entities"] == Value::parse(R"([
        {"id":"e1","name":"Mila","team":"ally","cell":1,"hp":90,"ap":6,"mp":3,"hp_share":0.33},
        {"id":"e2","name":"Ours","team":"enemy","cell":10,"kind":"bear","hp_share":0.33}])"));
}

TEST_CASE("an entity has its box, its cell, and what it looks like") {
    const Value entities = Sample().field("entities");
    REQUIRE(entities.size() == 2);
    CHECK(entities[0]["active"] == true);
    CHECK(entities[1] == Value::parse(R"({"id":"e2","team":"enemy","cell":10,"box":[10,2,30,40],"confidence":0.9,
        "name":"Ours","hp_share":0.33,"kind":"bear","kind_confidence":0.88})"));
}

TEST_CASE("a cast that struck several tells each, and who died of it") {
    const Sample sample;
    grid::Action cast;
    cast.id = "a7";
    cast.kind = "spell_cast";
    cast.spell = "Pluie";
    cast.cell = 4;
    cast.cost = 5;
    cast.element = "Terre";
    cast.hits = {{1, 30, 0, true, 10}, {0, 5, 2, false, 1}};
    cast.turn = 3;
    cast.ap = 6;
    cast.confidence = 0.876;
    const std::string line = R"({"type":"frame","id":"f/1","t":2.5})";
    JsonParser parser;
    const Value record =
        Value::parse(grid::action_record(cast, sample.roster, {line, 1, "test", parser.parse(line)}, "f"));
    CHECK(record == Value::parse(R"({"type":"action","id":"a7","session":"f","actor":"e1","actor_name":"Mila",
        "action":"spell_cast","params":{"spell":"Pluie","cell":4,"cost":5},"context":{"turn":3,"ap":6},
        "result":{"success":true,"damage":35,"element":"Terre","killed":true,"heal":2,"hits":[
            {"target":"e2","target_name":"Ours","damage":30,"killed":true},
            {"target":"e1","target_name":"Mila","damage":5,"heal":2,"killed":false}]},
        "error":null,"t":2.5,"confidence":0.88})"));
}

}  // namespace
