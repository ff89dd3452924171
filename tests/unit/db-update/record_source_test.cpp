#include "db-update/record_source.hpp"
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "catch.hpp"
#include "core/error.hpp"
#include "core/sha256.hpp"
#include "temp_folder.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;

namespace {

/// What a source gives: "LINE id" for a record, "! message" for a fault.
std::vector<std::string> read(RecordSource& source) {
    std::vector<std::string> seen;
    while (true) {
        try {
            const auto record = source.next();
            if (!record) return seen;
            seen.push_back(std::to_string(record->line) + " " + record->view.find("id")->dump());
        } catch (const tk::InputError& error) {
            seen.push_back(std::string("! ") + error.what());
        }
    }
}

}  // namespace

TEST_CASE("the usual shapes of a file are told apart by themselves", "[db-update]") {
    const TempFolder folder;
    using Lines = std::vector<std::string>;
    auto [text, expected] = GENERATE(table<std::string, Lines>({
        {"", {}},
        {"\n \n", {}},
        {"{\"id\":1}\n{\"id\":2}", {"1 1", "2 2"}},
        {"{\"id\":1}\r\n\r\n{\"id\":2}\r\n", {"1 1", "3 2"}},
        {"\xEF\xBB\xBF{\"id\":1}\n", {"1 1"}},
        {"{\"id\":1}\n{bad}\n{\"id\":3}\n", {"1 1", "2", "3 3"}},
        {"{bad}\n{\"id\":2}\n", {"1", "2 2"}},
        {"[{\"id\":1},{\"id\":2}]", {"1 1", "1 2"}},
        {"[\n{\"id\":1},\n{\"id\":2}\n]\n", {"2 1", "3 2"}},
        {"{\"data\":[{\"id\":1}]}", {"1 1"}},
        {"{\"count\":1,\"next\":null,\n\"results\":[\n{\"id\":1}]}", {"3 1"}},
        {"{\"spells\":[{\"id\":1},{\"id\":2}]}", {"1 1", "1 2"}},
        {"{\"id\":1,\"spells\":[{\"id\":2}]}", {"1 1"}},
        {"{\"7\":{\"name\":\"a\"},\n\"8\":{\"name\":\"b\",\"id\":9}}", {"1 \"7\"", "2 9"}},
        {"{\"7\":{\"name\":\"a\"}}", {"1 \"7\""}},
        {"{\n \"total\": 2,\n \"data\": [\n  {\"id\":1},\n  {\"id\":2}\n ]\n}", {"4 1", "5 2"}},
        {"{\n \"id\": 1\n}\n{\n \"id\": 2\n}\n", {"1 1", "4 2"}},
        {"[{\"id\":1}, 7, {\"id\":3}]", {"1 1", "1", "1 3"}},
        {"{\"id\":1,\"x\":NaN}\n", {"1 1"}},
        {"{\"id\":88080663.0}\n", {"1 88080663.0"}},
        {"[{\"id\":1},\n{\"id\":2}", {"1 1", "2 2", "2"}},
        {"id,name\n1,a\n", {"2 1"}},
        {"id;name\n1;\"a\nb\"\n2;c\n", {"2 1", "4 2"}},
        {"id\tname\n1\ta\tb\n2\tc\n", {"2", "3 2"}},
        {"hello\n", {"1"}},
        {"{\"total\":1,\"limit\":50,\"skip\":0,\"data\":[{\"id\":7}]}", {"1 7"}},
        {"{\"_links\":{},\"items\":[{\"id\":7}]}", {"1 7"}},
        {"{\"id\":7,\"items\":[1,2]}", {"1 7"}},
        {"{\"items\":[{\"id\":7}]}", {"1 7"}},
        {"{\"meta\":{\"v\":1},\n\"spells\":[{\"id\":1}],\n\"items\":[],\"monsters\":[{\"id\":2},{\"id\":3}]}",
         {"2 1", "3 2", "3 3"}},
        {"{\"spells\":{\"a\":{\"name\":\"A\"},\n\"b\":{\"name\":\"B\"}},\"maps\":[{\"id\":1}]}",
         {"1 \"a\"", "2 \"b\"", "2 1"}},
        {"{\"spells\":[{\"id\":1},{\"id\"}],\"maps\":[{\"id\":2}]}", {"1 1", "1", "1 2"}},
        {"{\"data\":{\"spells\":[{\"id\":1}],\"maps\":[{\"id\":2}]}}", {"1 1", "1 2"}},
        {"{\"data\":{\"7\":{\"name\":\"a\"}}}", {"1 \"7\""}},
        {"{\"id\":1,\"data\":{\"spells\":[{\"id\":2}]}}", {"1 1"}},
    }));
    CAPTURE(text);
    RecordSource source(folder.file("f.json", text));
    const auto seen = read(source);
    REQUIRE(seen.size() == expected.size());
    for (std::size_t i = 0; i < seen.size(); ++i) {
        CAPTURE(seen[i]);
        if (expected[i].find(' ') != std::string::npos) {
            REQUIRE(seen[i] == expected[i]);
        } else {
            REQUIRE_THAT(seen[i], Contains("f.json:" + expected[i] + ": "));
        }
    }
}

TEST_CASE("of several lists those that are wanted are read, and the others told", "[db-update]") {
    const TempFolder folder;
    const std::string file = folder.file(
        "f.json", R"({"spells":[{"id":1}],"weapons":[{"id":2}],"prices":[{"id":3}],"tags":["x"],"none":[]})");
    RecordSource spells({file}, [](std::string_view list) { return list == "spells"; });
    REQUIRE(read(spells) == std::vector<std::string>{"1 1"});
    REQUIRE(spells.unread() == std::vector<std::string>{"weapons", "prices"});
    RecordSource all(file);
    REQUIRE(read(all) == std::vector<std::string>{"1 1", "1 3"});
    REQUIRE(all.unread() == std::vector<std::string>{"weapons"});
    RecordSource only(folder.file("g.json", R"({"spells":[{"id":1}]})"));
    const auto record = only.next();
    REQUIRE(record);
    REQUIRE(record->list == "spells");
}

TEST_CASE("a file that is no JSON is refused with the line, once", "[db-update]") {
    const TempFolder folder;
    RecordSource source(folder.file("f.txt", "\xEF\xBB\xBF{\n  Name: {\n    Fr: Panoplie\n  }\n}\n"));
    const auto seen = read(source);
    REQUIRE(seen.size() == 1);
    REQUIRE_THAT(seen[0], Contains("f.txt:2: not JSON: a member name in double quotes expected"));
}

TEST_CASE("a quote that is never closed is told with what it hides, however much that is", "[db-update]") {
    const TempFolder folder;
    std::string text = "id,name\n1,\"whole\nin two lines\"\n2,\"open\n";
    for (int i = 3; i < 200'000; ++i) text += std::to_string(i) + ",name\n";
    RecordSource source(folder.file("f.csv", text));
    REQUIRE(source.next()->view.string("name") == "whole\nin two lines");
    try {
        source.next();
        FAIL("it was read");
    } catch (const tk::InputError& error) {
        REQUIRE_THAT(error.what(), Contains("f.csv:4: a quote is not closed"));
        REQUIRE_THAT(error.advice(), Contains("was not read"));
    }
    REQUIRE_FALSE(source.next());
}

TEST_CASE("bytes that are no text are not taken for one with other line ends", "[db-update]") {
    const TempFolder folder;
    RecordSource source(folder.file("f.bin", std::string("\x8A\r\x03,\xFF\0,x\r\n", 10)));
    const auto seen = read(source);
    REQUIRE(seen.size() == 1);
    REQUIRE_THAT(seen[0], Contains("neither JSON nor the header"));
}

TEST_CASE("the game beside the records is known, wherever it stands", "[db-update]") {
    const TempFolder folder;
    const std::string text =
        GENERATE("{\"game\":\"chess\",\"data\":[{\"id\":1}]}", "{\"data\":[{\"id\":1}],\n\"game\":\"chess\"}");
    RecordSource source(folder.file("f.json", text));
    REQUIRE(read(source).size() == 1);
    REQUIRE(source.game() == "chess");
}

TEST_CASE("the content hash is that of the bytes of the file", "[db-update]") {
    const TempFolder folder;
    const std::string text = GENERATE("{\"id\":1}\r\n\r\n{\"id\":2}", "[{\"id\":1}]\n\n", "id,name\n1,a\n");
    RecordSource source(folder.file("f.json", text));
    read(source);
    tk::Sha256 hash;
    hash.add(text);
    REQUIRE(source.content_hash() == hash.hex());
}

TEST_CASE("a packed file gives the records in it, and its hash is that of the packed bytes", "[db-update]") {
    const TempFolder folder;
    const std::string text = GENERATE("{\"id\":1}\n{\"id\":2}\n", "[{\"id\":1},\n{\"id\":2}]", "id;name\n1;a\n2;b\n");
    const auto [program, suffix] = GENERATE(table<std::string, std::string>({{"gzip -q", ".gz"}, {"zstd -q", ".zst"}}));
    const std::string plain = folder.file("f.json", text);
    REQUIRE(std::system((program + " -k " + plain).c_str()) == 0);
    RecordSource source(plain + suffix);
    REQUIRE(read(source).size() == 2);
    std::ifstream file(plain + suffix, std::ios::binary);
    const std::string packed((std::istreambuf_iterator<char>(file)), {});
    tk::Sha256 hash;
    hash.add(packed);
    REQUIRE(source.content_hash() == hash.hex());
    REQUIRE(source.position() == packed.size());
    RecordSource cut(folder.file("cut" + suffix, packed.substr(0, packed.size() - 6)));
    REQUIRE_THROWS_WITH(read(cut), Contains("data end too early") || Contains("damaged"));
}

TEST_CASE("a file in another encoding is told with the way to convert it", "[db-update]") {
    const TempFolder folder;
    RecordSource utf16(folder.file("wide", std::string("\xFF\xFEi\0d\0", 6)));
    try {
        utf16.next();
        FAIL("it was read");
    } catch (const tk::InputError& error) {
        REQUIRE_THAT(error.what(), Contains("UTF-16"));
        REQUIRE_THAT(error.advice(), Contains("iconv"));
    }
    for (const std::string& text : {std::string("i\0d\0,\0n\0", 8), std::string("\0i\0d\0,\0n", 8)}) {
        RecordSource unmarked(folder.file("unmarked", text));
        REQUIRE_THAT(read(unmarked).at(0), Contains("UTF-16"));
    }
    RecordSource json(folder.file("json", "{\"id\":1,\"name\":\"\xC9p\xE9\"}\n"));
    try {
        json.next();
        FAIL("it was read");
    } catch (const tk::InputError& error) {
        REQUIRE_THAT(error.advice(), Contains("ISO-8859-1"));
    }
    RecordSource latin(folder.file("latin", "id,name\n1,\xC9p\xE9\n"));
    try {
        latin.next();
        FAIL("it was read");
    } catch (const tk::InputError& error) {
        REQUIRE_THAT(error.advice(), Contains("ISO-8859-1"));
    }
}
