#include <random>

#include "catch.hpp"
#include "core/error.hpp"
#include "db-update/compare.hpp"
#include "db-update/market.hpp"
#include "db-update/undo.hpp"
#include "importing.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;

namespace {

Imported undo(const Knowledge& knowledge, std::int64_t run, bool dry_run = false) {
    return knowledge.call([&](tk::Context& context) { return undo_run(context, *knowledge.open(), run, dry_run); });
}

/// What the tables of game data and the full-text index hold.
std::map<std::string, TableContent> game_data(const Knowledge& knowledge) {
    auto contents = contents_of(*knowledge.open(tk::store::Access::read));
    for (const char* account : {"import_runs", "import_sources", "import_changes"}) contents.erase(account);
    // Ids of search_documents are not data.
    contents["search_documents"] = {};
    contents["search_documents"].hash = knowledge.ask(
        "SELECT group_concat(x, '|') FROM (SELECT kind || game || record_id || title || name || body AS x "
        "FROM search_documents ORDER BY x)");
    return contents;
}

}  // namespace

TEST_CASE("undone runs leave exactly what was there before, in any mix of new, changed and equal rows", "[db-update]") {
    const Knowledge knowledge;
    std::mt19937 random(7);
    std::vector<std::map<std::string, TableContent>> states{game_data(knowledge)};
    std::vector<std::int64_t> runs;
    for (int round = 0; round < 6; ++round) {
        std::string text;
        for (int id = 0; id < 30; ++id) {
            if (random() % 3 == 0) continue;
            nlohmann::json spell{{"game", "g"}, {"id", id}, {"name", "Éclat " + std::to_string(random() % 3)}};
            if (random() % 2 == 0) spell["ap_cost"] = random() % 3;
            if (random() % 2 == 0) spell["description"] = "texte " + std::to_string(random() % 2);
            if (random() % 4 == 0) spell["critical_chance"] = 12.5;
            if (random() % 3 == 0) spell["name"] = {{"fr", "Œil"}, {"en", "Eye " + std::to_string(random() % 2)}};
            text += spell.dump() + "\n";
        }
        runs.push_back(knowledge.import(spells_table(), text).summary()["run"]);
        states.push_back(game_data(knowledge));
    }
    for (std::size_t i = runs.size(); i-- > 0;) {
        CAPTURE(i);
        undo(knowledge, runs[i], true);
        REQUIRE(game_data(knowledge) == states[i + 1]);
        undo(knowledge, runs[i]);
        REQUIRE(game_data(knowledge) == states[i]);
    }
    REQUIRE(knowledge.open()->check().empty());
}

TEST_CASE("a run whose rows a later one has changed is not undone before that", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(spells_table(), R"({"game":"g","id":1,"name":"a"})");
    knowledge.import(spells_table(), R"({"game":"g","id":1,"name":"b"})");
    REQUIRE_THROWS_WITH(undo(knowledge, 1), Contains("run 2 has changed 1 of the same rows"));
    undo(knowledge, 2);
    undo(knowledge, 1);
    REQUIRE_THROWS_WITH(undo(knowledge, 1), Contains("was undone at"));
    REQUIRE_THROWS_WITH(undo(knowledge, 99), Contains("there is no run 99"));
    REQUIRE(knowledge.ask("SELECT count(*) FROM spells") == "0");
}

TEST_CASE("prices of a run go, those of others stay", "[db-update]") {
    const Knowledge knowledge;
    for (const char* price : {"5", "6"}) {
        MarketOptions options;
        options.game = "g";
        options.files = {
            knowledge.folder.file("p", std::string(R"({"item_id":1,"time":"2026-01-01","price":)") + price + "}")};
        knowledge.call([&](tk::Context& context) { return import_market(context, *knowledge.open(), options); });
    }
    REQUIRE(undo(knowledge, 1).summary()["appended"] == nlohmann::json{{"market_data", 1}});
    REQUIRE(knowledge.ask("SELECT group_concat(price) FROM market_data") == "6");
}
