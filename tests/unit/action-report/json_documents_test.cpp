#include "action-report/json_documents.hpp"

#include <utility>
#include <vector>

#include "catch.hpp"

using namespace tk::report;

namespace {

using Found = std::vector<std::pair<std::string, std::size_t>>;

Found found_in(const std::string& text, std::size_t block) {
    Found found;
    JsonDocuments documents{[&](std::string_view one, std::size_t line) { found.emplace_back(one, line); }};
    for (std::size_t at = 0; at < text.size(); at += block) documents.feed(std::string_view(text).substr(at, block));
    documents.finish();
    return found;
}

}  // namespace

TEST_CASE("records spread over lines are found however the input is cut") {
    const std::string objects = "{\n \"a\": \"}\\\"\"\n}\n\n{\"b\": [1,\n {\"c\": 2}]}";
    const std::string array = "[\n{\"a\": 1},\n  {\n\"b\": 2\n}\n]\n{\"c\":3}\n";
    for (const std::size_t block : {1UL, 2UL, 7UL, 1000UL}) {
        CHECK(found_in(objects, block) == Found{{"{\n \"a\": \"}\\\"\"\n}", 1}, {"{\"b\": [1,\n {\"c\": 2}]}", 5}});
        CHECK(found_in(array, block) == Found{{"{\"a\": 1}", 2}, {"{\n\"b\": 2\n}", 3}, {"{\"c\":3}", 7}});
    }
    CHECK(found_in("[]", 1).empty());
    CHECK(found_in("", 1).empty());
}

TEST_CASE("what is no record between records is handed on too, and a record that does not end") {
    CHECK(found_in("[1, true]", 1) == Found{{"1", 1}, {"true", 1}});
    CHECK(found_in("{\n}\nrubbish\n{\"a\":1}", 1) == Found{{"{\n}", 1}, {"rubbish", 3}, {"{\"a\":1}", 4}});
    CHECK(found_in("{\"a\":\n[1,2", 1) == Found{{"{\"a\":\n[1,2", 1}});
}

TEST_CASE("spread JSON is told from records a line by its first two lines") {
    CHECK(is_spread_json("{\n  \"type\": \"action\"\n}\n"));
    CHECK(is_spread_json("{ \"type\": \"action\",\n  \"t\": 1 }\n"));
    CHECK(is_spread_json("[\n  {\"a\":1}\n]"));
    CHECK(is_spread_json("[{\"a\":1},{\"a\":2}]"));
    CHECK(is_spread_json("[]\n"));
    CHECK_FALSE(is_spread_json("{\"a\":1}\n{\"a\":2}\n"));
    CHECK_FALSE(is_spread_json("{\"a\":1}"));
    CHECK_FALSE(is_spread_json("{\"a\":1,\n{\"a\":2}\n"));  // a line that was cut off
    CHECK_FALSE(is_spread_json("{\"a\":1,\"b\n{\"a\":2}\n"));
    CHECK_FALSE(is_spread_json("[Event \"Moscow\"]\n"));
    CHECK_FALSE(is_spread_json(""));
}
