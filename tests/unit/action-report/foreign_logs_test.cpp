#include <sqlite3.h>

#include "action-report/chess_clock.hpp"
#include "action-report/inputs.hpp"
#include "catch.hpp"
#include "collect.hpp"
#include "core/timestamp.hpp"

using namespace tk::report;
using Catch::Matchers::Contains;

namespace {

/// A collector that has read this file as what it is.
Collector read_file(const std::string& path) {
    tk::Writer out{2, "stderr"};
    tk::Log quiet{"test", tk::Log::Level::error, false};
    tk::Context context{"action-report", tk::Settings{}, out, quiet};
    Collector log{CollectorOptions{}};
    Inputs inputs;
    inputs.paths = {path};
    read_inputs(context, inputs, log);
    return log;
}

/// The same of a file with this text.
Collector read(const std::string& text, const std::string& name = "log") {
    const TempFolder folder;
    return read_file(folder.file(name, text));
}

std::vector<std::string> actors_of(const Collector& log) {
    std::vector<std::string> names;
    for (const auto& actor : log.tally().actors().all()) names.push_back(actor.id);
    return names;
}

std::uint64_t actions_of(const Collector& log) {
    std::uint64_t count = 0;
    for (const Cell& cell : log.tally().cells()) count += cell.count;
    return count;
}

}  // namespace

TEST_CASE("a row of a table that is not UTF-8 is left out and told, and the others are read") {
    const Collector log = read("actor,action\n\xC9lo,move\nMila,hit\n\xC3\x89lo,rest\n");
    CHECK(actions_of(log) == 2);
    REQUIRE(log.quality().first_unreadable.size() == 1);
    CHECK_THAT(log.quality().first_unreadable.front(), Contains(":2: not valid UTF-8"));
    CHECK_THROWS_WITH(read("acteur,\xE9tat,action\nA,1,hit\n"), Contains("not valid UTF-8"));
}

TEST_CASE("a table may say its separator in a line before the header") {
    CHECK(actions_of(read("sep=;\nactor;action\nMila;hit\n")) == 1);
    CHECK(actions_of(read("\xEF\xBB\xBFSEP=;\r\nactor;action\r\nMila;hit\r\n")) == 1);
}

TEST_CASE("a comment of PGN that is not closed is told, with the games that it hides") {
    const std::string game = "[White \"A\"]\n[Black \"B\"]\n\n1. e4 e5 2. Nf3 {";
    const Collector log = read(game + "why} Nc6 1-0\n\n" + game + "why Nc6 1-0\n\n[White \"C\"]\n\n1. d4 d5\n");
    CHECK(actors_of(log) == std::vector<std::string>{"A", "B"});
    REQUIRE(log.quality().first_unreadable.size() == 1);
    CHECK_THAT(log.quality().first_unreadable.front(), Contains(":9: a comment is not closed"));
}

TEST_CASE("names in PGN may be Latin-1, as its standard has it, or UTF-8") {
    for (const char* name : {"Andr\xE9", "Andr\xC3\xA9"}) {
        const Collector log = read(std::string("[White \"") + name + "\"]\n[Black \"Bo\"]\n\n1. e4 e5 *\n");
        CHECK(actors_of(log) == std::vector<std::string>{"Andr\xC3\xA9", "Bo"});
    }
}

TEST_CASE("a battle's line that is not UTF-8 is left out and told") {
    const Collector log = read("|player|p1|Mila\n|player|p2|B\xF6\n|turn|1\n|move|p1a: Fern|Leaf Cut|\n");
    CHECK(log.quality().unreadable == 1);
    CHECK(actions_of(log) == 2);
}

TEST_CASE("what happens twice within a second of a battle or a game came once each") {
    const Collector battle = read(
        "|player|p1|Mila\n|player|p2|Bo\n|t:|1700000000\n|turn|1\n|-heal|p1a: Fern|60/100\n|-heal|p1a: "
        "Fern|60/100\n|\n");
    CHECK(battle.quality().duplicates == 0);
    CHECK(actions_of(battle) == 4);
    const Collector game =
        read("[White \"Mila\"]\n[Black \"Bo\"]\n[Date \"2026.01.31\"]\n\n1. Nf3 Nf6 2. Ng1 Ng8 3. Nf3 Nf6 *\n");
    CHECK(game.quality().duplicates == 0);
    CHECK(actions_of(game) == 6);
}

TEST_CASE("the clocks in comments tell how long half-moves took") {
    ChessClock clock("180+2");
    CHECK_FALSE(clock.read("[%clk 0:03:00]", true));
    CHECK_FALSE(clock.read("[%eval 0.3] [%clk 0:03:00]", false));
    CHECK(clock.read("[%clk 0:02:55]", true) == 7.0);
    CHECK(clock.read("[%clk 0:02:57]", true) == 0.0);
    CHECK(clock.read("[%clk 0:02:50.5]", false) == 11.5);
    CHECK_FALSE(clock.read("a fine move", false));
    CHECK_FALSE(clock.read("[%clk soon]", false));
    CHECK(ChessClock("-").read("[%emt 0:00:04]", true) == 4.0);
}

TEST_CASE("a game with clocks has durations, and times from its start") {
    const Collector log = read(
        "[White \"Mila\"]\n[Black \"Bo\"]\n[UTCDate \"2026.01.31\"]\n[UTCTime \"18:00:00\"]\n[TimeControl \"60+0\"]\n\n"
        "1. e4 { [%clk 0:01:00] } e5 { [%clk 0:01:00] } 2. d4 { [%clk 0:00:55] } (2. c4 { [%clk 0:00:01] } d6) "
        "d5 { [%clk 0:00:50] } 3. c4 { [%clk 0:00:52] } 1-0\n");
    std::uint64_t durations = 0;
    for (const Cell& cell : log.tally().cells()) durations += cell.durations.count();
    CHECK(durations == 3);
    CHECK(log.times().first() == tk::parse_timestamp("2026-01-31T18:00:00Z")->seconds);
    CHECK(log.times().last() == tk::parse_timestamp("2026-01-31T18:00:18Z")->seconds);
}

TEST_CASE("a file that is no log is refused as a whole, by what it is") {
    CHECK_THROWS_WITH(read("PK\x03\x04rest"), Contains("zip archive"));
    CHECK_THROWS_WITH(read("(;GM[1]FF[4];B[pd];W[dp])\n"), Contains("a game in SGF"));
    CHECK_THROWS_WITH(read("Hand 1: Mila raises 2\nHand 2: Bo folds\n"), Contains("neither JSON, a table"));
    CHECK(actions_of(read("started\n{\"actor\":\"a\",\"action\":\"hit\"}\n")) == 1);
}

TEST_CASE("the keys of records that tell nothing are kept, to be told") {
    const Collector log = read("{\"player\":\"Mila\",\"event\":\"hit\"}\n{\"other\":1}\n");
    CHECK(log.quality().unused_keys == std::vector<std::string>{"player", "event"});
}

TEST_CASE("a text of a database that is not UTF-8 is an error with its column") {
    const TempFolder folder;
    const std::string path = folder / "log.sqlite";
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    const char* const tables =
        "CREATE TABLE object (ocel_id, ocel_type); CREATE TABLE object_map_type (ocel_type, ocel_type_map);"
        "CREATE TABLE event (ocel_id, ocel_type); CREATE TABLE event_map_type (ocel_type, ocel_type_map);"
        "INSERT INTO event VALUES ('e1', CAST(X'636166E9' AS TEXT));";
    REQUIRE(sqlite3_exec(database, tables, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    CHECK_THROWS_WITH(read(content_of(path)), Contains("ocel_type is not valid UTF-8"));
}

TEST_CASE("a database that is damaged behind its beginning is an error, and no short log") {
    const TempFolder folder;
    const std::string path = folder / "log.sqlite";
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    const char* const tables =
        "PRAGMA page_size = 512; CREATE TABLE object (ocel_id, ocel_type);"
        "CREATE TABLE object_map_type (ocel_type, ocel_type_map); CREATE TABLE event_map_type (ocel_type, "
        "ocel_type_map); CREATE TABLE event_object (ocel_event_id, ocel_object_id, ocel_qualifier);"
        "CREATE TABLE event (ocel_id, ocel_type); CREATE TABLE object_object (a, b);"
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
        "INSERT INTO event SELECT 'e' || i, 'hit' FROM n;";
    REQUIRE(sqlite3_exec(database, tables, nullptr, nullptr, nullptr) == SQLITE_OK);
    sqlite3_close(database);
    std::string bytes = content_of(path);
    CHECK_NOTHROW(read(bytes));
    for (std::size_t page = 10; page < bytes.size() / 512; ++page) bytes.replace(page * 512, 64, 64, 'x');
    CHECK_THROWS_WITH(read(bytes), Contains("log is damaged"));
}

TEST_CASE("a database that another program holds is named, and waited for") {
    const TempFolder folder;
    const std::string path = folder / "log.sqlite";
    sqlite3* database = nullptr;
    REQUIRE(sqlite3_open(path.c_str(), &database) == SQLITE_OK);
    REQUIRE(sqlite3_exec(database, "CREATE TABLE t (a); BEGIN EXCLUSIVE", nullptr, nullptr, nullptr) == SQLITE_OK);
    CHECK_THROWS_WITH(read_file(path), Contains("log.sqlite is in use by another writer"));
    sqlite3_close(database);
}

TEST_CASE("a row of a CSV that does not end is given up, and what was read before is kept") {
    const std::string begin = "actor,action\nA,hit\n";
    const std::string endless(std::size_t{70} << 20, 'x');
    for (const auto& [row, fault] :
         {std::pair("B,", "the row is longer than 64 MB"), std::pair("B,\"", "a quote is not closed for 64 MB")}) {
        const Collector log = read(begin + row + endless);
        CHECK(actors_of(log) == std::vector<std::string>{"A"});
        REQUIRE(log.quality().first_unreadable.size() == 1);
        CHECK_THAT(log.quality().first_unreadable.front(), Contains(fault));
    }
}

TEST_CASE("what a move of a battle did is counted for who made it, and once for who bore it") {
    const Collector log = read(
        "|player|p1|Mila\n|player|p2|Bo\n|switch|p1a: Fern|Fern, L50|100/100\n|switch|p2a: Moss|Moss, "
        "L50|100/100\n|turn|1\n"
        "|move|p1a: Fern|Leaf Cut|p2a: Moss\n|-damage|p2a: Moss|40/100\n|-damage|p1a: Fern|90/100|[from] Recoil\n"
        "|move|p2a: Moss|Doll|p2a: Moss\n|-damage|p2a: Moss|15/100\n|\n|-heal|p1a: Fern|95/100|[from] item: "
        "Crumbs\n|turn|2\n"
        "|move|p2a: Moss|Rest|p2a: Moss\n|-heal|p2a: Moss|65/100\n"
        "|move|p1a: Fern|Leaf Cut|p2a: Moss\n|-damage|p2a: Moss|0 fnt\n|faint|p2a: Moss\n|win|Mila\n");
    const auto& actors = log.tally().actors().all();
    REQUIRE(actors.size() == 2);
    CHECK(actors[0].damage_dealt == 125);
    CHECK(actors[0].damage_taken == 10);
    CHECK(actors[0].healing_received == 5);
    CHECK(actors[0].kills == 1);
    CHECK(actors[1].damage_dealt == 0);
    CHECK(actors[1].damage_taken == 150);
    CHECK(actors[1].healing_done == 50);
    CHECK(actors[1].healing_received == 50);
    CHECK(actors[1].deaths == 1);
}

TEST_CASE("a quote that is never closed is told: it hides the rest of the file") {
    const Collector log = read("actor,action\nMila,hit\nBo,\"hit\nCy,hit\nDe,hit\n");
    CHECK(actions_of(log) == 1);
    REQUIRE(log.quality().first_unreadable.size() == 1);
    CHECK_THAT(log.quality().first_unreadable.front(), Contains(":3: a quote is not closed"));
}
