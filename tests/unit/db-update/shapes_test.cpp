#include <filesystem>

#include "catch.hpp"
#include "core/error.hpp"
#include "importing.hpp"
#include "test_data.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;
using Counts = std::vector<int>;

TEST_CASE("real files are recognised, counted as their truth says, and unchanged the second time", "[db-update]") {
    const std::string data = test_data("kb");
    if (data.empty()) return;
    const auto truth = nlohmann::json::parse(content_of(data + "TRUTH.json"));
    const auto [file, target, rows] = GENERATE(table<std::string, std::string, int>({
        {"5e/en_spells.json", "spells", 319},
        {"5e/en_monsters.json", "monsters", 334},
        {"sets/sets_fr.json", "item_sets", 929},
        {"datafus/Recipes.json", "recipes", 4402},
        {"datafus/ItemTypes.json", "game_records", 220},
        {"datafus/Characteristics.json", "game_records", 119},
        {"datafus/MapScrollActions.json", "world_edges", 3416},  // ways of 2,209 records
    }));
    CAPTURE(file);
    const Knowledge knowledge;
    const Imported first = knowledge.import_files({}, {data + file});
    REQUIRE(first.counts() == Counts{rows, 0, 0, 0});
    REQUIRE(first.summary()["table"] == target);
    if (target != "world_edges") REQUIRE(truth[file]["records"] == rows);
    const auto repaired = [&](const char* name) {
        return first.summary().contains("repaired") ? first.summary()["repaired"].value(name, 0) : 0;
    };
    if (truth[file].contains("distinct_names"))
        REQUIRE(first.summary().value("repeated_names", 0) == rows - truth[file]["distinct_names"].get<int>());
    REQUIRE(repaired("nan") == truth[file].value("bare_NaN", 0));
    REQUIRE(repaired("null_text") == truth[file].value("string_null", 0));
    REQUIRE(repaired("whole_reals") == truth[file].value("numbers_written_x_dot_0", 0));
    REQUIRE(knowledge.import_files({}, {data + file}).counts() == Counts{0, 0, rows, 0});
    REQUIRE(knowledge.open()->check().empty());
}

TEST_CASE("published spells in two languages are found by the words of either", "[db-update]") {
    const std::string data = test_data("kb");
    if (data.empty()) return;
    const Knowledge knowledge;
    for (const auto& [language, file] :
         {std::pair{"en", "5e/en_spells.json"}, std::pair{"fr", "5e/fr-FR_spells.json"}}) {
        ImportOptions options;
        options.text_language = language;
        knowledge.import_files(options, {data + file});
    }
    REQUIRE(knowledge.ask("SELECT json_extract(names, '$.en') || name FROM spells WHERE id = 'fireball'") ==
            "FireballBoule de feu");
    for (const char* word : {"fireball", "boule"}) {
        CAPTURE(word);
        REQUIRE(knowledge.ask(std::string("SELECT count(*) FROM search_index JOIN search_documents AS d "
                                          "ON d.rowid = search_index.rowid WHERE d.record_id = 'fireball' AND "
                                          "search_index MATCH '") +
                              word + "'") == "1");
    }
}

TEST_CASE("a 5e fireball and what hurts a monster", "[db-update]") {
    const std::string data = test_data("kb");
    if (data.empty()) return;
    const Knowledge knowledge;
    knowledge.import_files({}, {data + "5e/en_spells.json", data + "5e/en_monsters.json"});
    REQUIRE(knowledge.ask("SELECT effects FROM spells WHERE id = 'fireball'") ==
            R"([{"kind":"damage","element":"Fire","dice":"8d6","min":8,"max":48}])");
    REQUIRE(knowledge.ask("SELECT json_extract(extra, '$.range') FROM spells WHERE id = 'fireball'") == "150 feet");
    REQUIRE(knowledge.ask("SELECT json_extract(extra, '$.damage.damage_at_slot_level.9') FROM spells "
                          "WHERE id = 'fireball'") == "14d6");
    REQUIRE(knowledge.ask("SELECT sum(health_points) FROM monsters") == "27342");
    REQUIRE(knowledge.ask("SELECT count(*) FROM monsters WHERE resistances LIKE '%-100%'") == "15");
}

TEST_CASE("a text that is not JSON is refused by its line", "[db-update]") {
    const std::string data = test_data("kb");
    if (data.empty()) return;
    const Knowledge knowledge;
    for (const auto& entry : std::filesystem::directory_iterator(data + "dofusdb")) {
        const Imported refused = knowledge.import_files({}, {entry.path().string()});
        REQUIRE(refused.status == tk::Status::failed);
        REQUIRE(refused.summary()["written"] == false);
        REQUIRE_THAT(refused.messages, Contains(entry.path().filename().string() + ":2: "));
    }
}

TEST_CASE("a DofusDB page of spells and a page of their ranks make one spell, in either order", "[db-update]") {
    const std::string spells = R"({"total":1,"limit":50,"skip":0,"data":[
        {"id":12983,"name":{"fr":"Retour","en":"Return"},"typeId":3,"spellLevels":[41048,41049]}]})";
    const std::string ranks = R"({"total":2,"limit":50,"skip":0,"data":[
        {"id":41049,"spellId":12983,"grade":2,"apCost":4,"minRange":1,"range":6,"minPlayerLevel":100,"castTestLos":true,
         "effects":[{"effectId":97,"diceNum":20,"diceSide":24,"zoneDescr":{"shape":67,"param1":2,"param2":0}}]},
        {"id":41048,"spellId":12983,"grade":1,"apCost":3,"minRange":1,"range":4,"effects":[]}]})";
    const Knowledge knowledge;
    const bool spells_first = GENERATE(true, false);
    knowledge.import_any_text(spells_first ? spells : ranks);
    knowledge.import_any_text(spells_first ? ranks : spells);
    REQUIRE(knowledge.ask("SELECT ap_cost || ' ' || max_range || ' ' || level_required || ' ' || damage_type || ' ' || "
                          "json_array_length(levels) FROM spells") == "4 6 100 Terre 2");
    REQUIRE(knowledge.ask("SELECT area_of_effect FROM spells") == R"({"shape":"C","size":2})");
    REQUIRE(knowledge.import_any_text(spells).counts() == Counts{0, 0, 1, 0});
    REQUIRE(knowledge.import_any_text(ranks).counts() == Counts{0, 0, 2, 0});
}

TEST_CASE("what a Unity bundle decodes to is read by its classes, 64-bit ids exactly", "[db-update]") {
    const Knowledge knowledge;
    const Imported imported = knowledge.import_any_text(R"({"m_Name":"Root","references":{"version":2,"RefIds":[
        {"rid":-9007199254740993,"type":{"class":"ItemData","ns":"n","asm":"a"},
         "data":{"id":9007199254740993,"nameId":5,"typeId":1,"level":3,"possibleEffects":{"Array":[]}}},
        {"rid":2,"type":{"class":"RecipeData"},
         "data":{"resultId":44,"ingredientIds":{"Array":[303,16512]},"quantities":{"Array":[3,2]},"jobId":11}},
        {"rid":3,"type":{"class":"BreedData"},"data":{"id":8}}]}})");
    REQUIRE(imported.counts() == Counts{3, 0, 0, 0});
    REQUIRE(imported.summary()["shape"] == "dofus-unity");
    REQUIRE(knowledge.ask("SELECT id FROM items") == "9007199254740993");
    REQUIRE(knowledge.ask("SELECT ingredients FROM recipes") ==
            R"([{"item":"303","quantity":3},{"item":"16512","quantity":2}])");
    REQUIRE(knowledge.ask("SELECT id FROM game_records") == "breed/8");
}

TEST_CASE("a world graph leads from map to map, not from node to node", "[db-update]") {
    const Knowledge knowledge;
    const Imported imported = knowledge.import_any_text(R"({"game":"dofus",
        "nodes":[{"id":1,"mapId":88080663,"zoneId":1},{"id":2,"mapId":88080664,"zoneId":2}],
        "edges":[{"from":1,"to":2,"transitions":[{"type":1,"direction":0,"criterion":""},
                                                 {"type":32,"direction":-1,"criterion":"Qo>3"}]},
                 {"from":2,"to":9,"transitions":[]}]})");
    REQUIRE(imported.counts() == Counts{2, 0, 0, 1});
    REQUIRE_THAT(imported.messages, Contains("member to is no node"));
    ImportOptions keep;
    keep.keep_good = true;
    knowledge.import_any_text(R"({"game":"dofus","nodes":[{"id":1,"mapId":7,"zoneId":1},{"id":2,"mapId":8,"zoneId":2}],
        "edges":[{"from":1,"to":2,"transitions":[{"type":32,"direction":6,"criterion":"Qo>3"}]}]})",
                              keep);
    REQUIRE(knowledge.ask("SELECT id || ' ' || criteria FROM world_edges") == "7/1>8/2>top>interactive Qo>3");
}

TEST_CASE("a table under other names", "[db-update]") {
    const Knowledge knowledge;
    ImportOptions options;
    options.game = "g";
    options.renames = {"id=key,name=title", "ap_cost=stats.cost"};
    const Imported json =
        knowledge.import(spells_table(), R"({"key":7,"title":"Étincelle","stats":{"cost":3}})", options);
    REQUIRE(json.counts() == Counts{1, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT name || ap_cost FROM spells WHERE id = '7'") == "Étincelle3");
    options.renames = {"id=key,name=title,ap_cost=cost"};
    const Imported csv = knowledge.import(
        spells_table(), "key;title;cost\n\"007\";\"Trait; \"\"vif\"\"\";2\n8;1984;x\n9;Bon;4\n", options);
    REQUIRE(csv.counts() == Counts{2, 0, 0, 1});
    REQUIRE_THAT(csv.messages, Contains(":3: ap_cost must be a whole number, not \"x\""));
}

TEST_CASE("the pieces of a split file and the files of a pattern are read together", "[db-update]") {
    const Knowledge knowledge;
    knowledge.folder.file("Items.part10.json", "\"name\":\"b\",\"realWeight\":1}]");
    const std::string second = knowledge.folder.file("Items.part2.json", "{\"id\":2,");
    const std::string first = knowledge.folder.file("Items.part1.json", "[{\"id\":1,\"name\":\"a\",\"realWeight\":1},");
    ImportOptions options;
    options.game = "g";
    REQUIRE(knowledge.import_files(options, {knowledge.folder / "Items.part*.json"}).counts() == Counts{2, 0, 0, 0});
    REQUIRE_THROWS_WITH(knowledge.import_files(options, {knowledge.folder / "nothing*.json"}),
                        Contains("no file matches"));
}

TEST_CASE("a record whose kind does not show is refused with advice, a price too", "[db-update]") {
    const Knowledge knowledge;
    const Imported refused = knowledge.import_any_text(
        "{\"game\":\"g\",\"id\":1,\"name\":\"x\"}\n{\"game\":\"g\",\"item_id\":1,\"price\":3}\n");
    REQUIRE(refused.counts() == Counts{0, 0, 0, 2});
    REQUIRE_THAT(refused.messages, Contains("records --kind KIND") && Contains("db-update market"));
}
