#include "catch.hpp"
#include "db-update/append.hpp"
#include "db-update/market.hpp"
#include "db-update/member_name.hpp"
#include "importing.hpp"
#include "packed/foreign.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;
using Counts = std::vector<int>;

namespace {

ImportOptions of_game(std::vector<std::string> renames = {}) {
    ImportOptions options;
    options.game = "g";
    options.renames = std::move(renames);
    return options;
}

}  // namespace

TEST_CASE("case, blanks, hyphens and underscores make no other name", "[db-update]") {
    CHECK(is_same_name("Hit Points", "hit_points"));
    CHECK(is_same_name("hitPoints", "hit_points"));
    CHECK(is_same_name("AP-Cost", "apCost"));
    CHECK(is_same_name("", "_"));
    CHECK_FALSE(is_same_name("hp", "hps"));
    CHECK_FALSE(is_same_name("Épée", "epee"));
}

TEST_CASE("a table is read whose columns are spelled as spreadsheets do", "[db-update]") {
    const Knowledge knowledge;
    const Imported done =
        knowledge.import(monsters_table(), "ID,Name,HP,Level,Type\n1,Ogre,30,3,Giant\n2,Rat,N/A,-,\n", of_game());
    REQUIRE(done.counts() == Counts{2, 0, 0, 0});
    REQUIRE(done.summary()["repaired"]["nothing_text"] == 2);
    REQUIRE(knowledge.ask("SELECT health_points || race FROM monsters WHERE id = '1'") == "30Giant");
    REQUIRE(knowledge.ask("SELECT health_points IS NULL AND level IS NULL FROM monsters WHERE id = '2'") == "1");
    const Imported spells =
        knowledge.import(spells_table(), "id,name,Line Of Sight,Cast-In-Line\n1,Gleam,TRUE,no\n", of_game());
    REQUIRE(spells.summary()["repaired"]["truth_text"] == 2);
    REQUIRE(knowledge.ask("SELECT line_of_sight || cast_in_line FROM spells") == "10");
    REQUIRE(knowledge.import_any_text("Id;Name;Hit Points\n7;Troll;80\n", of_game()).summary()["table"] == "monsters");
}

TEST_CASE("a member that is spelled exactly goes before others of the name", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(items_table(), R"([{"ID":"other","id":"own","name":"Cup","LEVEL":3}])", of_game());
    REQUIRE(knowledge.ask("SELECT id || level || json_extract(extra, '$.ID') FROM items") == "own3other");
}

TEST_CASE("columns without a name and a told separator are as programs write them", "[db-update]") {
    const auto text =
        GENERATE(",id,name,hp\n0,1,Ogre,30\n", "sep=;\nid;name;hp\n1;Ogre;30\n", "id,name,hp,\n1,Ogre,30,\n",
                 "id|name|hp\n1|Ogre|30\n", "\xEF\xBB\xBFSEP=,\r\nid,name,hp\r\n1,Ogre,30\r\n");
    CAPTURE(text);
    const Knowledge knowledge;
    REQUIRE(knowledge.import(monsters_table(), text, of_game()).counts() == Counts{1, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT id || name || health_points FROM monsters") == "1Ogre30");
}

TEST_CASE("lines that end with a carriage return alone are refused: all would be one header", "[db-update]") {
    const Knowledge knowledge;
    const Imported done = knowledge.import(monsters_table(), "id,name\r1,Ogre\r2,Rat\r", of_game());
    REQUIRE(done.counts() == Counts{0, 0, 0, 1});
    REQUIRE_THAT(done.messages, Contains("carriage return") && Contains("tr "));
}

TEST_CASE("several members make one id, and stay by themselves", "[db-update]") {
    const Knowledge knowledge;
    const std::string cards = R"([{"set":"A1","number":1,"name":"Imp"},{"set":"A1","number":2,"name":"Imp"},)"
                              R"({"set":"A2","number":1,"name":"Owl"}])";
    REQUIRE(knowledge.import(items_table(), cards, of_game({"id=set+number"})).counts() == Counts{3, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT group_concat(id, ' ') FROM (SELECT id FROM items ORDER BY id)") == "A1-1 A1-2 A2-1");
    REQUIRE(knowledge.ask("SELECT extra FROM items WHERE id = 'A2-1'") == R"({"number":1,"set":"A2"})");
    const Imported lacking =
        knowledge.import(items_table(), R"([{"set":"A3","name":"Elk"}])", of_game({"id=set+number"}));
    REQUIRE(lacking.counts() == Counts{0, 0, 0, 1});
}

TEST_CASE("what is another thing in a game is kept beside when --map says so", "[db-update]") {
    const Knowledge knowledge;
    const std::string card = R"([{"id":1,"name":"Imp","effects":"Draw a card.","level":"rare"}])";
    const Imported refused = knowledge.import(items_table(), card, of_game({"effects="}));
    REQUIRE(refused.counts() == Counts{0, 0, 0, 1});
    REQUIRE_THAT(refused.messages, Contains("level must be a whole number") && Contains("--map level="));
    REQUIRE(knowledge.import(items_table(), card, of_game({"effects=,level="})).counts() == Counts{1, 0, 0, 0});
    REQUIRE(knowledge.ask("SELECT extra FROM items") == R"({"effects":"Draw a card.","level":"rare"})");
    REQUIRE(knowledge.ask("SELECT effects IS NULL AND level IS NULL FROM items") == "1");
}

TEST_CASE("what lacks an id is told how to get one", "[db-update]") {
    const auto [text, advice] = GENERATE(table<std::string, std::string>({
        {R"([{"card":"c1","title":"Imp"}])",
         "--map id=MEMBER says which member it is, several joined by a +; it has card, title"},
        {R"({"version":1,"units":[{"id":1,"name":"Imp"}]})", "in its list 'units'"},
        {R"({"bug":{"power":1},"imp":{"power":2}})", "to_entries"},
        {R"([{"id":1,"title":"Imp"}])", "--map name=MEMBER says which member it is; it has id, title"},
    }));
    CAPTURE(text);
    const Knowledge knowledge;
    const Imported done = knowledge.import(items_table(), text, of_game());
    REQUIRE(done.counts() == Counts{0, 0, 0, 1});
    REQUIRE_THAT(done.messages, Contains(advice));
}

TEST_CASE("of many records that cannot be used the first are told, and how many there are", "[db-update]") {
    const Knowledge knowledge;
    std::string text = "[";
    for (int i = 0; i < 30; ++i) text += std::string(i == 0 ? "" : ",") + "{\"title\":\"x\"}";
    const Imported done = knowledge.import(items_table(), text + "]", of_game());
    REQUIRE(done.counts() == Counts{0, 0, 0, 30});
    REQUIRE(done.status == tk::Status::failed);
    REQUIRE_THAT(done.messages, Contains("27 more: the record has no id") && Contains("record 3 of the line") &&
                                    !Contains("record 4 of the line"));
    tk::Settings verbose;
    verbose.verbose = true;
    REQUIRE_THAT(knowledge.import(items_table(), text + "]", of_game(), verbose).messages,
                 Contains("record 30 of the line") && !Contains("27 more"));
    const Imported nameless = knowledge.import(items_table(), R"([{"id":1,"name":"a"},{"id":2,"name":"b"},
        {"id":3,"name":"c"},{"id":4,"name":"d"},{"id":5,"name":"e"}])",
                                               {});
    REQUIRE(nameless.counts() == Counts{0, 0, 0, 5});
    REQUIRE_THAT(nameless.messages, Contains("2 more: no game is named") && Contains("--game"));
}

TEST_CASE("a weight may be a part", "[db-update]") {
    const Knowledge knowledge;
    knowledge.import(items_table(), R"([{"id":1,"name":"Dart","weight":0.25},{"id":2,"name":"Axe","weight":2.0}])",
                     of_game());
    REQUIRE(knowledge.ask("SELECT weight FROM items WHERE id = '1'") == "0.25");
    REQUIRE(knowledge.ask("SELECT typeof(weight) || weight FROM items WHERE id = '2'") == "integer2");
}

TEST_CASE("files of other kinds are refused by what they are", "[db-update]") {
    const auto [text, what] = GENERATE(table<std::string, std::string>({
        {"PK\x03\x04rest", "a zip archive or a spreadsheet"},
        {"\xFD"
         "7zXZ",
         "packed with xz"},
        {"BZh91AY", "packed with bzip2"},
        {"-- a dump\ncreate table t (a);\n", "an SQL dump"},
        {"\n insert into t values (1);", "an SQL dump"},
        {"<!doctype html><html>", "a page of HTML"},
        {"---\n- id: 1\n", "YAML"},
    }));
    CAPTURE(text);
    REQUIRE(tk::foreign_format(text)->what == what);
    const Knowledge knowledge;
    const Imported done = knowledge.import(items_table(), text, of_game());
    REQUIRE(done.counts() == Counts{0, 0, 0, 1});
    REQUIRE_THAT(done.messages, Contains(what));
}

TEST_CASE("tables and JSON are no files of another kind", "[db-update]") {
    for (const char* text : {"", "{}", "[1]", "id,name\n", "create,table\n1,2\n", "-,a\n", "<", "BZ;a\n", "PK;a\n"}) {
        CAPTURE(text);
        CHECK_FALSE(tk::foreign_format(text));
    }
}

TEST_CASE("a drawn table, a line of comment and XML are no header", "[db-update]") {
    for (const char* text : {"| id | name |\n|---|---|\n| 1 | Imp |\n", "; units of the game\nImp\n",
                             "<units><unit id=\"1\"/></units>", "|player|p1|Mila\n|turn|1\n"}) {
        CAPTURE(text);
        const Knowledge knowledge;
        const Imported done = knowledge.import(items_table(), text, of_game());
        REQUIRE(done.counts() == Counts{0, 0, 0, 1});
        REQUIRE_THAT(done.messages, Contains("neither JSON nor the header") || Contains("this is XML"));
    }
}

TEST_CASE("prices and actions under other names are told their members", "[db-update]") {
    const Knowledge knowledge;
    MarketOptions market;
    market.game = "g";
    market.files = {knowledge.folder.file("p.csv", "Item,Cost\nCup,3\n")};
    const Imported prices =
        knowledge.call([&](tk::Context& context) { return import_market(context, *knowledge.open(), market); });
    REQUIRE_THAT(prices.messages,
                 Contains("no price") && Contains("--map price=MEMBER") && Contains("it has Item, Cost"));
    AppendOptions actions;
    actions.files = {knowledge.folder.file("a.csv", "Player,Event\nMila,hit\n")};
    const Imported log = knowledge.call(
        [&](tk::Context& context) { return append_records(context, *knowledge.open(), Log::actions, actions); });
    REQUIRE_THAT(log.messages, Contains("--map action=MEMBER") && Contains("it has Player, Event"));
}

TEST_CASE("a member that --map names and no record has is told", "[db-update]") {
    const Knowledge knowledge;
    const std::string text = "id,name,toughness\n1,Ogre,30\n";
    const Imported done = knowledge.import(monsters_table(), text, of_game({"hp=tougness,race=name"}));
    REQUIRE(done.counts() == Counts{1, 0, 0, 0});
    REQUIRE_THAT(done.messages, Contains("--map hp=tougness: no record has such a member") && !Contains("race"));
    REQUIRE(knowledge.import(monsters_table(), text, of_game({"hp=toughness,level="})).messages.empty());
}
