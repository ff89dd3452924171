#include "catch.hpp"
#include "core/error.hpp"
#include "importing.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;
using Counts = std::vector<int>;

namespace {

const std::string two_spells = R"({"game":"g","id":"a","name":"Flèche","ap_cost":3}
{"game":"g","id":"b","name":"Trait","ap_cost":4}
)";

}  // namespace

TEST_CASE("a second identical import changes nothing, provenance included", "[db-update]") {
    const Knowledge knowledge;
    const auto table = spells_table();
    REQUIRE(knowledge.import(table, two_spells).counts() == Counts{2, 0, 0, 0});
    const Imported second = knowledge.import(table, two_spells);
    REQUIRE(second.counts() == Counts{0, 0, 2, 0});
    REQUIRE(second.summary()["run"] == 2);
    REQUIRE(knowledge.ask("SELECT max(import_run) FROM spells") == "1");
}

TEST_CASE("an update names the fields that changed, before and after", "[db-update]") {
    const Knowledge knowledge;
    const auto table = spells_table();
    knowledge.import(table, two_spells);
    ImportOptions options;
    options.changes = true;
    const Imported changed = knowledge.import(
        table, R"([{"game":"g","id":"a","name":"Flèche vive","ap_cost":2},{"game":"g","id":"c","name":"Neuf"}])",
        options);
    REQUIRE(changed.counts() == Counts{1, 1, 0, 0});
    REQUIRE(changed.summary()["changed_fields"] == nlohmann::json{{"ap_cost", 1}, {"name", 1}});
    REQUIRE(changed.records.size() == 3);
    REQUIRE(changed.records[0]["fields"] == nlohmann::json{{"ap_cost", {3, 2}}, {"name", {"Flèche", "Flèche vive"}}});
    REQUIRE(changed.records[1]["change"] == "inserted");
    REQUIRE(knowledge.ask("SELECT import_run FROM spells WHERE id = 'a'") == "2");
    REQUIRE(knowledge.ask("SELECT import_run FROM spells WHERE id = 'b'") == "1");
}

TEST_CASE("rejected records are all named and nothing is written", "[db-update]") {
    const Knowledge knowledge;
    const std::string text = R"({"game":"g","id":"a","name":"Flèche"}
{"game":"g","name":"no id"}
{broken
{"game":"g","id":"b"}
{"game":"g","id":"c","name":"x","ap_cost":"three"}
{"game":"g","id":"d","name":"x","range":[5,2]}
{"id":"e","name":"x"}
{"game":"g","id":"a","name":"Autre"}
)";
    const Imported imported = knowledge.import(spells_table(), text);
    REQUIRE(imported.counts() == Counts{1, 0, 0, 7});
    REQUIRE(imported.status == tk::Status::failed);
    REQUIRE(imported.summary()["run"] == nullptr);
    REQUIRE(imported.summary()["written"] == false);
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells") == "0");
    REQUIRE(knowledge.ask("SELECT count(*) FROM import_runs") == "0");
    for (const char* message :
         {"in.json:2: the record has no id", "in.json:3: not JSON", "in.json:4: the record has no name",
          "in.json:5: ap_cost must be a whole number, not \"three\"", "in.json:6: min_range 5 is above max_range 2",
          "in.json:7: no game is named", "in.json:8: id a is here with other content than at "}) {
        REQUIRE_THAT(imported.messages, Contains(message));
    }
}

TEST_CASE("the good records can be kept", "[db-update]") {
    const Knowledge knowledge;
    ImportOptions options;
    options.keep_good = true;
    const Imported imported = knowledge.import(spells_table(), two_spells + "{broken\n", options);
    REQUIRE(imported.counts() == Counts{2, 0, 0, 1});
    REQUIRE(imported.status == tk::Status::failed);
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells") == "2");
    REQUIRE(knowledge.ask("SELECT rejected FROM import_runs") == "1");
}

TEST_CASE("a dry run gives the numbers of the real run and writes nothing", "[db-update]") {
    const Knowledge knowledge;
    const auto table = spells_table();
    knowledge.import(table, two_spells);
    const std::string next = R"({"game":"g","id":"a","name":"Flèche","ap_cost":9}
{"game":"g","id":"b","name":"Trait","ap_cost":4}
{"game":"g","id":"c","name":"Neuf"}
{"game":"g","id":"c","name":"Neuf"}
)";
    ImportOptions dry;
    dry.dry_run = true;
    const Imported tried = knowledge.import(table, next, dry);
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells") == "2");
    REQUIRE(knowledge.ask("SELECT ap_cost FROM spells WHERE id = 'a'") == "3");
    REQUIRE(knowledge.ask("SELECT count(*) FROM search_documents") == "2");
    const Imported done = knowledge.import(table, next);
    REQUIRE(tried.counts() == done.counts());
    REQUIRE(done.counts() == Counts{1, 1, 2, 0});
    REQUIRE(tried.summary()["changed_fields"] == done.summary()["changed_fields"]);
}

TEST_CASE("the same id in two games is two records", "[db-update]") {
    const Knowledge knowledge;
    const auto table = spells_table();
    knowledge.import(table, two_spells);
    ImportOptions other;
    other.game = "h";
    REQUIRE(knowledge.import(table, two_spells, other).counts() == Counts{2, 0, 0, 0});
}

TEST_CASE("records of the same name are all kept and counted", "[db-update]") {
    const Knowledge knowledge;
    const Imported imported = knowledge.import(spells_table(), R"({"game":"g","id":"a","name":"Flèche"}
{"game":"g","id":"b","name":"Flèche"}
{"game":"g","id":"c","name":"Flèche"}
{"game":"h","id":"a","name":"Flèche"}
{"game":"g","id":"a","name":"Flèche"}
)");
    REQUIRE(imported.counts() == Counts{4, 0, 1, 0});
    REQUIRE(imported.summary()["repeated_names"] == 2);
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells WHERE name = 'Flèche'") == "4");
    REQUIRE_FALSE(knowledge.import(spells_table(), two_spells).summary().contains("repeated_names"));
}

TEST_CASE("every row knows the file, its content and the run", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(spells_table(), two_spells);
    REQUIRE_THAT(knowledge.ask("SELECT s.source_file FROM spells JOIN import_sources AS s ON s.id = import_source"),
                 Contains("in.json"));
    REQUIRE(knowledge.ask("SELECT length(content_hash) FROM import_sources") == "64");
    REQUIRE(knowledge.ask("SELECT records FROM import_sources") == "2");
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells WHERE import_run = 1 AND import_source = 1") == "2");
}

TEST_CASE("repairs and members without a column are counted", "[db-update]") {
    const Knowledge knowledge;
    const Imported imported =
        knowledge.import(spells_table(),
                         "[{\"game\":\"g\",\"id\":12.0,\"name\":\"x\",\"cooldown\":\"null\",\"critical_chance\":NaN,"
                         "\"zeta\":1,\"iconId\":7}]");
    REQUIRE(imported.counts() == Counts{1, 0, 0, 0});
    REQUIRE(imported.summary()["repaired"] == nlohmann::json{{"float_id", 1}, {"nan", 1}, {"null_text", 1}});
    REQUIRE(imported.summary()["extra_fields"] == nlohmann::json{{"iconId", 1}, {"zeta", 1}});
    REQUIRE(knowledge.ask("SELECT id FROM spells") == "12");
    REQUIRE(knowledge.ask("SELECT extra FROM spells") == "{\"iconId\":7,\"zeta\":1}");
}

TEST_CASE("ids beyond 53 and 63 bits stay exact", "[db-update]") {
    const Knowledge knowledge;
    const std::string id = GENERATE("9007199254740993", "9223372036854775807", "18446744073709551615");
    knowledge.import(maps_table(), "{\"game\":\"g\",\"id\":" + id + "}\n");
    REQUIRE(knowledge.ask("SELECT id FROM maps") == id);
}

TEST_CASE("under --strict the first bad record ends the run and nothing is written", "[db-update]") {
    const Knowledge knowledge;
    tk::Settings strict;
    strict.strict = true;
    ImportOptions options;
    options.keep_good = true;
    REQUIRE_THROWS_WITH(knowledge.import(spells_table(), two_spells + "{broken\n", options, strict),
                        Contains("in.json:3"));
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells") == "0");
}

TEST_CASE("a second writer is told that the first one is not done", "[db-update]") {
    const Knowledge knowledge;
    const auto first = knowledge.open();
    const tk::store::Transaction transaction(*first);
    REQUIRE_THROWS_WITH(knowledge.import(spells_table(), two_spells), Contains("in use by another writer"));
}

TEST_CASE("keys inside lists and objects that a new form no longer tells are counted", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(spells_table(), R"({"game":"g","id":1,"name":"a","extra_of_old":{"deep":{"far":1},"kept":2},
        "effects":[{"kind":"damage","min":1,"max":2,"duration":3}],"at":{"1":"d6","2":"d8"}})");
    const Imported drifted = knowledge.import(spells_table(), R"({"game":"g","id":1,"name":"a",
        "extra_of_old":{"kept":2},"effects":[{"kind":"damage","min":1,"max":2}],"at":{"1":"d6"}})");
    REQUIRE(drifted.summary()["missing_fields"] ==
            nlohmann::json{{"effects[].duration", 1}, {"extra_of_old.deep", 1}, {"extra_of_old.deep.far", 1}});
}

TEST_CASE("two language files of the same records are told from a mere contradiction", "[db-update]") {
    const Knowledge knowledge;
    ImportOptions options;
    options.game = "g";
    const std::string english = knowledge.folder.file("en.json", R"([{"index":"eye","name":"Eye","hit_points":1}])");
    const std::string french = knowledge.folder.file("fr.json", R"([{"index":"eye","name":"Œil","hit_points":1}])");
    const Imported both = knowledge.import_files(options, {english, french});
    REQUIRE(both.counts() == std::vector<int>{1, 0, 0, 1});
    REQUIRE_THAT(both.messages, Catch::Matchers::Contains("two languages"));
    const Imported contradiction = knowledge.import_any_text(
        R"([{"index":"eye","name":"Eye","hit_points":1},{"index":"eye","name":"Œil","hit_points":1}])", options);
    REQUIRE_THAT(contradiction.messages, !Catch::Matchers::Contains("two languages"));
}

TEST_CASE("names and descriptions of one language join those of another", "[db-update]") {
    const Knowledge knowledge;
    const auto take = [&](const std::string& language, const std::string& text) {
        ImportOptions options;
        options.game = "g";
        options.text_language = language;
        return knowledge.import(spells_table(), text, options);
    };
    const std::string english = R"([{"id":"eye","name":"Eye","desc":["It sees.","It burns."],"ap_cost":3}])";
    const std::string french = R"([{"id":"eye","name":"Œil","desc":"Il voit.","ap_cost":3}])";
    take("en", english);
    REQUIRE(knowledge.ask("SELECT name || names FROM spells") == R"(Eye{"en":"Eye"})");
    REQUIRE(take("fr", french).counts() == Counts{0, 1, 0, 0});
    REQUIRE(knowledge.ask("SELECT name || folded_name || names FROM spells") == R"(Œiloeil{"en":"Eye","fr":"Œil"})");
    REQUIRE(knowledge.ask("SELECT descriptions FROM spells") == R"({"en":"It sees.\nIt burns.","fr":"Il voit."})");
    for (const char* word : {"eye", "oeil", "burns", "voit"}) {
        CAPTURE(word);
        REQUIRE(knowledge.ask(std::string("SELECT count(*) FROM search_index WHERE search_index MATCH '") + word +
                              "'") == "1");
    }
    // Each text once: what stands twice would count twice in the ranking.
    const std::string body = knowledge.ask("SELECT body FROM search_documents");
    for (const char* word : {"burns", "voit"}) {
        CAPTURE(body, word);
        REQUIRE(body.find(word) != std::string::npos);
        REQUIRE(body.find(word) == body.rfind(word));
    }
    REQUIRE(take("fr", french).counts() == Counts{0, 0, 1, 0});
    REQUIRE(take("en", english).counts() == Counts{0, 0, 1, 0});
    take("en", R"([{"id":"eye","name":"Great Eye","desc":"It sees.","ap_cost":3}])");
    REQUIRE(knowledge.ask("SELECT name || names FROM spells") == R"(Œil{"en":"Great Eye","fr":"Œil"})");
}

TEST_CASE("an import that renames most of what is known asks whether it is another language", "[db-update]") {
    const auto spells = [](const std::string& word) {
        std::string text;
        for (int id = 0; id < 12; ++id)
            text += R"({"game":"g","id":)" + std::to_string(id) + R"(,"name":")" + word + std::to_string(id) + "\"}\n";
        return text;
    };
    const Knowledge knowledge;
    REQUIRE(knowledge.import(spells_table(), spells("Eye")).messages.empty());
    REQUIRE_THAT(knowledge.import(spells_table(), spells("Œil")).messages, Contains("--text-language"));
    REQUIRE(knowledge.import(spells_table(), two_spells).messages.empty());
}

TEST_CASE("a large import leaves the full-text index in one part", "[db-update]") {
    const Knowledge knowledge;
    for (int round = 0; round < 2; ++round) {
        std::string text;
        for (int i = 0; i < 1200; ++i)
            text += R"({"game":"g","id":)" + std::to_string(round * 10'000 + i) + R"(,"name":"sort )" +
                    std::to_string(i * 7919) + "\"}\n";
        knowledge.import(spells_table(), text);
        REQUIRE(knowledge.ask("SELECT count(DISTINCT segid) FROM search_index_idx") == "1");
    }
}
