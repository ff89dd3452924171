#include "core/json.hpp"

#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "core/error.hpp"

TEST_CASE("a view reads values by their types") {
    tk::JsonParser parser;
    const auto view =
        parser.parse(R"({"i":-7,"u":18446744073709551615,"r":88080663.0,"h":0.5,"s":"é\n","b":true,"n":null,)"
                     R"("a":[1,"x"],"o":{"k":1}})");
    CHECK(view.integer("i") == -7);
    CHECK(view.integer("r") == 88080663);
    CHECK_FALSE(view.integer("h"));
    CHECK_FALSE(view.integer("u"));
    CHECK(view.number("i") == -7.0);
    CHECK(view.number("u") == 18446744073709551615.0);
    CHECK(view.string("s") == "é\n");
    CHECK_FALSE(view.string("i"));
    CHECK(view.boolean("b") == true);
    CHECK(view.find("n")->is_null());
    CHECK_FALSE(view.find("none"));
    CHECK(view.find("a")->elements().size() == 2);
    CHECK(view.find("o")->members().at(0).first == "k");
    CHECK_FALSE(view.find("a")->find("k"));
    CHECK(view.find("u")->dump() == "18446744073709551615");
    CHECK(view.value().dump() == view.dump());
}

TEST_CASE("what is not JSON is refused with a reason") {
    const auto [text, reason] = GENERATE(table<std::string, std::string>({
        {"", "empty"},
        {"{", "not JSON"},
        {"{\"a\":1} x", "not JSON"},
        {"{\"a\":NaN}", "not JSON"},
        {"{\"a\":01}", "not JSON"},
        {"{\"a\":\"\x01\"}", "not JSON"},
        {"{\"a\":\"\xff\"}", "not valid UTF-8"},
        {"{\"a\" 1}", "not JSON"},
        {"{'a':1}", "not JSON"},
    }));
    tk::JsonParser parser;
    CHECK_THROWS_WITH(parser.parse(text), Catch::Contains(reason));
}

TEST_CASE("deep nesting is an error, not a crash") {
    tk::JsonParser parser;
    CHECK_THROWS_AS(parser.parse(std::string(100000, '[') + std::string(100000, ']')), tk::Error);
}
