#include "kb-query/condition.hpp"

#include <map>
#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "core/error.hpp"
#include "kb-query/listing.hpp"
#include "store/migrations.hpp"
#include "temp_folder.hpp"

namespace {

using namespace tk;

const std::vector<std::string> columns{"name", "level", "least", "resistances", "drops", "spells", "pvp", "id"};

const Value wolf = Value::parse(R"({"name":"Loup cendré","level":38,"least":40,"resistances":{"Eau":-20,"air":10},
    "drops":[{"item":"Fourrure","chance":0.25},{"item":"Croc","chance":0.5}],"spells":["bite","howl"],"pvp":0,"id":"44"})");

bool holds(std::string_view text, const Value& row = wolf) {
    return query::Condition(text, columns).holds(row);
}

std::string mistake(std::string_view text) {
    try {
        query::Condition(text, columns);
    } catch (const UsageError& error) {
        return error.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("a condition compares columns with values") {
    const std::map<std::string, bool> facts{
        {"level = 38", true},
        {"level == 38.0", true},
        {"level != 38", false},
        {"level <> 39", true},
        {"level > 37 and level < 39", true},
        {"level >= 39 or name = 'loup cendre'", true},
        {"level >= 39 or level <= 37", false},
        {"not level = 38", false},
        {"not (level = 38 and pvp)", true},
        {"name ~ CENDRE", true},
        {"name !~ cendre", false},
        {"name in (chat, 'LOUP CENDRÉ')", true},
        {"level in (1, 2)", false},
        {"level < least", true},
        {"id = 44", true},
        {"id < 100", true},
        {"pvp = false", true},
        {"pvp", false},
        {"level", true},
        {"level = -38", false},
        {"level = 3.8e1", true},
        {"name = 'l''oup'", false},
    };
    for (const auto& [text, expected] : facts) {
        CAPTURE(text);
        CHECK(holds(text) == expected);
    }
}

TEST_CASE("a dot leads into JSON, and a list stands for each of its elements") {
    CHECK(holds("resistances.eau < 0"));
    CHECK(holds("resistances.EAU = -20"));
    CHECK_FALSE(holds("resistances.air < 0"));
    CHECK(holds("drops.item = croc and drops.chance >= 0.5"));
    CHECK(holds("spells = howl"));
    CHECK(holds("spells != bark"));
    CHECK_FALSE(holds("spells != bite"));
    CHECK_FALSE(holds("name.first = x"));
}

TEST_CASE("what is missing is neither equal nor unequal") {
    CHECK_FALSE(holds("resistances.feu = 0"));
    CHECK_FALSE(holds("resistances.feu != 0"));
    CHECK_FALSE(holds("not resistances.feu = 0"));
    CHECK(holds("resistances.feu = null"));
    CHECK(holds("level != null"));
    CHECK(holds("resistances.feu < 0 or level = 38"));
    CHECK_FALSE(holds("level = 38", Value::object()));
    CHECK(holds("level = null", Value::parse(R"({"level":null})")));
}

TEST_CASE("a mistake in a condition is pointed to") {
    CHECK(mistake("") == "--where: expected the name of a column at the end");
    CHECK(mistake("levl > 3") == "--where: there is no column 'levl' at 'levl > 3'");
    CHECK(mistake("level >") == "--where: expected a value at the end");
    CHECK(mistake("level > 3 4") == "--where: expected 'and', 'or' or the end at '4'");
    CHECK(mistake("(level > 3") == "--where: expected ')' at the end");
    CHECK(mistake("name = 'x") == "--where: the text is not closed at ''x'");
    CHECK(mistake("level = 1; DROP TABLE spells") == "--where: ';' has no meaning here at '; DROP TABLE spells'");
    CHECK(mistake("level = 1 -- x") == "--where: '-' has no meaning here at '-- x'");
    CHECK(mistake("rowid = 1") == "--where: there is no column 'rowid' at 'rowid = 1'");
    CHECK(mistake(std::string(100'000, '(')).starts_with("--where: nested too deeply"));
    std::string nots;
    for (int i = 0; i < 10'000; ++i) nots += "not ";
    CHECK(mistake(nots + "level").starts_with("--where: nested too deeply"));
}

TEST_CASE("no text of a condition, sort order or list of fields gets into SQL") {
    TempFolder folder;
    auto database = store::open_database((folder.path() / "kb.db").string(), store::Access::create);
    store::migrate(*database);
    database->execute(R"sql(
        INSERT INTO import_runs (id, table_name, tool_version, started_at) VALUES (1, 'spells', '0', '');
        INSERT INTO import_sources (id, import_run, source_file) VALUES (1, 1, 'test');
        INSERT INTO spells (game, id, name, folded_name, import_run, import_source, created_at, updated_at)
        VALUES ('g', 'a', 'A', 'a', 1, 1, '', ''), ('g', 'b', 'B', 'b', 1, 1, '', '');
    )sql");
    const query::Listing& spells = query::listings().front();
    const auto rows_for = [&](query::ListingRequest request) {
        return query::list_rows(*database, spells, request, [](const Value&) {});
    };
    const std::string attacks[] = {
        "' OR 1=1 --", "x' UNION SELECT * FROM users --", "a; DELETE FROM spells", "%", "_", "\\", "$1", "?"};
    for (const std::string& attack : attacks) {
        CAPTURE(attack);
        query::ListingRequest request;
        request.id = attack;
        CHECK(rows_for(request) == 0);
        request = {};
        request.where = "name = '" + std::string(attack == "' OR 1=1 --" ? "'' OR 1=1 --" : attack) + "'";
        std::int64_t found = 0;
        try {
            found = rows_for(request);
        } catch (const UsageError&) {
            // Refused: the text ends at the first quote, and what follows is no condition.
        }
        CHECK(found == 0);
        request = {};
        request.sort = attack;
        CHECK_THROWS_AS(rows_for(request), UsageError);
        request = {};
        request.fields = attack;
        CHECK_THROWS_AS(rows_for(request), UsageError);
        request = {};
        request.sort = "extra." + attack;  // a member called so, which no record has
        try {
            CHECK(rows_for(request) == 2);
        } catch (const UsageError&) {
        }
        CHECK(rows_for({}) == 2);
    }
    CHECK(rows_for({}) == 2);
}
