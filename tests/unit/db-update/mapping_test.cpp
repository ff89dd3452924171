
#include "catch.hpp"
#include "core/error.hpp"
#include "db-update/effects.hpp"
#include "importing.hpp"
#include "test_data.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;

namespace {

/// The row of one record as an object by column.
nlohmann::json mapped(const Table& table, const std::string& text) {
    tk::JsonParser parser;
    Notes notes;
    const Row row = table.map(parser.parse(text), {}, notes).at(0);
    nlohmann::json object{{"id", row.id}};
    REQUIRE(row.cells.size() == table.columns.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
        std::visit(
            [&](const auto& value) {
                if constexpr (!std::is_same_v<std::decay_t<decltype(value)>, std::monostate>)
                    object[std::string(table.columns[i])] = value;
            },
            row.cells[i]);
    }
    return object;
}

std::string zone_of(const std::string& text) {
    tk::JsonParser parser;
    return zone_json(parser.parse(text), "zone").value_or("(none)");
}

}  // namespace

TEST_CASE("a spell in our own shape", "[db-update]") {
    const auto row =
        mapped(spells_table(), R"({"id":"f","name":{"fr":"Flèche d'œil","en":"Arrow"},"class":"Archère","level":3,
        "ap_cost":3,"range":[2,8],"line_of_sight":true,"casts_per_turn":2,"cooldown":0,"zone":"C1",
        "effects":[{"kind":"damage","element":"Air","min":18,"max":24}]})");
    REQUIRE(row["name"] == "Flèche d'œil");
    REQUIRE(row["folded_name"] == "fleche d'oeil");
    REQUIRE(row["names"] == R"({"fr":"Flèche d'œil","en":"Arrow"})");
    REQUIRE(row["folded_class"] == "archere");
    REQUIRE(row["min_range"] == 2);
    REQUIRE(row["max_range"] == 8);
    REQUIRE(row["line_of_sight"] == 1);
    REQUIRE(row["cooldown"] == 0);
    REQUIRE(row["damage_type"] == "Air");
    REQUIRE(row["area_of_effect"] == R"({"shape":"C","size":1})");
    REQUIRE_FALSE(row.contains("extra"));
    REQUIRE_FALSE(row.contains("casts_per_target"));
}

TEST_CASE("a spell with the names of the game's own data", "[db-update]") {
    const auto row = mapped(
        spells_table(), R"({"id":202,"name":{"fr":"Morsure du Grelotin"},"levels":[{"apCost":9},{"grade":2,"apCost":4,
        "minRange":1,"range":3,"castTestLos":true,"castInLine":0,"maxCastPerTurn":0,"maxCastPerTarget":2,"minCastInterval":1,
        "criticalHitProbability":5,"effects":[{"effectId":100,"diceNum":5,"diceSide":8,"effectElement":0,"targetMask":"a,A",
        "zoneDescr":{"shape":67,"param1":2,"param2":0}},{"effectId":97,"diceNum":7,"diceSide":0}]}],"iconId":1})");
    REQUIRE(row["id"] == "202");
    REQUIRE(row["ap_cost"] == 4);
    REQUIRE(row["min_range"] == 1);
    REQUIRE(row["max_range"] == 3);
    REQUIRE(row["line_of_sight"] == 1);
    REQUIRE(row["cast_in_line"] == 0);
    REQUIRE_FALSE(row.contains("casts_per_turn"));
    REQUIRE(row["casts_per_target"] == 2);
    REQUIRE(row["cooldown"] == 1);
    REQUIRE(row["damage_type"] == "Neutre");
    REQUIRE(row["area_of_effect"] == R"({"shape":"C","size":2})");
    const auto effects = nlohmann::json::parse(row["effects"].get<std::string>());
    REQUIRE(effects[0]["kind"] == "damage");
    REQUIRE(effects[0]["min"] == 5);
    REQUIRE(effects[0]["max"] == 8);
    REQUIRE(effects[0]["targetMask"] == "a,A");
    REQUIRE(effects[1]["element"] == "Terre");
    REQUIRE(effects[1]["max"] == 7);
    REQUIRE(row["extra"] == R"({"iconId":1})");
}

TEST_CASE("a range in words is kept as it is", "[db-update]") {
    const auto row = mapped(spells_table(), R"({"index":"emberfall","name":"Emberfall","level":3,"range":"150 feet",
        "desc":["A long streak", "burns"]})");
    REQUIRE(row["id"] == "emberfall");
    REQUIRE(row["extra"] == R"({"range":"150 feet"})");
    REQUIRE(row["description"] == "A long streak\nburns");
    REQUIRE_FALSE(row.contains("max_range"));
}

TEST_CASE("a monster with grades has the values of the first and the highest level", "[db-update]") {
    const auto row = mapped(monsters_table(), R"({"id":77,"name":{"fr":"Grelotin"},"race":12,"spells":[801,802],
        "grades":[{"grade":1,"level":1,"lifePoints":31,"actionPoints":5,"movementPoints":3,"neutralResistance":25,
        "earthResistance":0,"fireResistance":-14,"waterResistance":8,"airResistance":-40},{"grade":2,"level":5}]})");
    REQUIRE(row["race"] == "12");
    REQUIRE(row["level"] == 1);
    REQUIRE(row["level_max"] == 5);
    REQUIRE(row["health_points"] == 31);
    REQUIRE(row["resistances"] == R"({"Neutre":25,"Feu":-14,"Eau":8,"Air":-40})");
    REQUIRE(row["spells"] == "[801,802]");
}

TEST_CASE("a map needs no name", "[db-update]") {
    const auto row =
        mapped(maps_table(), R"({"mapId":101188608,"posX":-1,"posY":22,"subAreaId":784,"width":14,"height":20,
        "neighbours":{"top":101188865},"cells":[{"id":64,"walkable":false}]})");
    REQUIRE(row["id"] == "101188608");
    REQUIRE_FALSE(row.contains("name"));
    REQUIRE(row["coordinates"] == R"({"x":-1,"y":22})");
    REQUIRE(row["zone_name"] == "784");
    REQUIRE(row["board"] == R"({"cols":14,"rows":20,"cells":[{"id":64,"walkable":false}]})");
}

TEST_CASE("zones are read from text, objects and character codes", "[db-update]") {
    auto [text, zone] = GENERATE(table<std::string, std::string>({
        {R"("C1")", R"({"shape":"C","size":1})"},
        {R"("P")", R"({"shape":"P"})"},
        {R"("L3,1")", R"({"shape":"L","size":3,"least":1})"},
        {R"("")", "(none)"},
        {R"({"type":"sphere","size":20})", R"({"type":"sphere","size":20})"},
        {R"({"shape":88,"param1":2,"param2":1})", R"({"shape":"X","size":2,"least":1})"},
        {R"({"shape":0,"param1":0})", "(none)"},
    }));
    CAPTURE(text);
    REQUIRE(zone_of(text) == zone);
}

TEST_CASE("what cannot be right is refused with the member's name", "[db-update]") {
    auto [text, message] = GENERATE(table<std::string, std::string>({
        {R"({"name":"x"})", "no id"},
        {R"({"id":{},"name":"x"})", "id must be text or a whole number, not {}"},
        {R"({"id":1.5,"name":"x"})", "id must be text or a whole number, not 1.5"},
        {R"({"id":1})", "no name"},
        {R"({"id":1,"name":"  "})", "no name"},
        {R"({"id":1,"name":{"fr":7}})", "name.fr must be text, not 7"},
        {R"({"id":1,"name":"x","ap_cost":-1})", "ap_cost must be between 0 and 1000, not -1"},
        {R"({"id":1,"name":"x","line_of_sight":2})", "line_of_sight must be true or false, not 2"},
        {R"({"id":1,"name":"x","range":[1]})", "range must be [least, most]"},
        {R"({"id":1,"name":"x","effects":{}})", "effects must be a list"},
        {R"({"id":1,"name":"x","effects":[{"min":1}]})", "effects[0] has neither kind nor effectId"},
        {R"({"id":1,"name":"x","effects":[{"kind":"damage","min":9,"max":1}]})", "effects[0]: min 9 is above max 1"},
        {R"({"id":1,"name":"x","zone":"C1x"})", "zone is no zone"},
        {R"({"id":1,"name":"x","critical_chance":120})", "critical_chance must be between 0 and 100"},
    }));
    CAPTURE(text);
    REQUIRE_THROWS_WITH(mapped(spells_table(), text), Contains(message));
}

TEST_CASE("published data import whole, twice, with every oddity counted", "[db-update]") {
    const std::string data = test_data("kb");
    if (data.empty()) return;
    const auto [file, kind, records, nan, null_text, float_id] =
        GENERATE(table<std::string, Table (*)(), int, int, int, int>({
            {"5e/en_spells.json", spells_table, 319, 0, 0, 0},
            {"5e/fr-FR_spells.json", spells_table, 319, 0, 0, 0},
            {"5e/en_monsters.json", monsters_table, 334, 0, 0, 0},
            {"datafus/MapScrollActions.json", maps_table, 2209, 0, 0, 2209},
        }));
    CAPTURE(file);
    const Knowledge knowledge;
    ImportOptions options;
    options.game = "g";
    const std::string text = content_of(data + file);
    const Table target = kind();
    const Imported first = knowledge.import(target, text, options);
    REQUIRE(first.counts() == std::vector<int>{records, 0, 0, 0});
    const auto repaired = first.summary().value("repaired", nlohmann::json::object());
    REQUIRE(repaired.value("nan", 0) == nan);
    REQUIRE(repaired.value("null_text", 0) == null_text);
    REQUIRE(repaired.value("float_id", 0) == float_id);
    REQUIRE(knowledge.import(target, text, options).counts() == std::vector<int>{0, 0, records, 0});
}
