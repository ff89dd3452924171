#include <nlohmann/json.hpp>
#include <random>

#include "catch.hpp"
#include "core/error.hpp"
#include "db-update/json_split.hpp"

using namespace tk::update;
using Catch::Matchers::Contains;

namespace {

std::vector<std::string> elements(const std::string& text) {
    JsonSplitter splitter(text, "f");
    std::vector<std::string> all;
    splitter.begin_array();
    while (const auto slice = splitter.next_element()) all.emplace_back(slice->text);
    return all;
}

nlohmann::json random_value(std::mt19937& random, int depth) {
    switch (random() % (depth > 3 ? 4 : 6)) {
        case 0: return static_cast<int>(random() % 2000) - 1000;
        case 1: return random() % 2 == 0;
        case 2: return nullptr;
        case 3: {
            const char* texts[] = {"", "a]b", "}{", "\\\"", "é\n\tœ", "[1,2]", "\\", "\"", "NaN"};
            return texts[random() % 9];
        }
        case 4: {
            nlohmann::json list = nlohmann::json::array();
            for (std::size_t i = random() % 4; i > 0; --i) list.push_back(random_value(random, depth + 1));
            return list;
        }
        default: {
            nlohmann::json object = nlohmann::json::object();
            for (std::size_t i = random() % 4; i > 0; --i)
                object["k\"" + std::to_string(i)] = random_value(random, depth + 1);
            return object;
        }
    }
}

}  // namespace

TEST_CASE("an array is cut into exactly the texts of its elements", "[db-update]") {
    auto [text, parts] = GENERATE(table<std::string, std::vector<std::string>>({
        {"[]", {}},
        {" [ ] ", {}},
        {"[1]", {"1"}},
        {"[ {\"a\":[1,2]} , \"x,]\" ,null,-1.5e3, NaN ]", {"{\"a\":[1,2]}", "\"x,]\"", "null", "-1.5e3", "NaN"}},
        {"[\"a\\\"]\", [[]]]", {"\"a\\\"]\"", "[[]]"}},
    }));
    CAPTURE(text);
    REQUIRE(elements(text) == parts);
}

TEST_CASE("any array of JSON values is cut where its elements are", "[db-update]") {
    std::mt19937 random(7);
    for (int round = 0; round < 500; ++round) {
        nlohmann::json list = nlohmann::json::array();
        for (std::size_t i = random() % 6; i > 0; --i) list.push_back(random_value(random, 0));
        const std::string text = list.dump(round % 3 == 0 ? 2 : -1);
        const auto parts = elements(text);
        REQUIRE(parts.size() == list.size());
        for (std::size_t i = 0; i < parts.size(); ++i) REQUIRE(nlohmann::json::parse(parts[i]) == list[i]);
    }
}

TEST_CASE("a prefix of an array never gives more than its whole elements and then an error", "[db-update]") {
    const std::string whole = "[{\"a\": [1, \"]\"]}, {\"b\": {\"c\": null}}, 12]";
    for (std::size_t length = 1; length < whole.size(); ++length) {
        const std::string text = whole.substr(0, length);
        CAPTURE(text);
        JsonSplitter splitter(text, "f");
        splitter.begin_array();
        std::size_t count = 0;
        bool failed = false;
        try {
            while (splitter.next_element()) ++count;
        } catch (const tk::InputError&) {
            failed = true;
        }
        REQUIRE(failed);
        REQUIRE(count <= 3);
    }
}

TEST_CASE("each element and each fault is named by its line", "[db-update]") {
    const std::string text = "\n[\n  {\"a\": 1},\n\n  {\"b\":\n 2},\n  {\"c\" 3}, ]";
    JsonSplitter splitter(text, "f");
    splitter.begin_array();
    REQUIRE(splitter.next_element()->line == 3);
    REQUIRE(splitter.next_element()->line == 5);
    REQUIRE(splitter.next_element()->line == 7);
    REQUIRE_THROWS_WITH(splitter.next_element(), Contains("f:7: not JSON: a value expected, not ']'"));
}

TEST_CASE("brackets that do not match are refused", "[db-update]") {
    auto [text, message] = GENERATE(table<std::string, std::string>({
        {"[{\"a\":1]", "'}' expected, not ']'"},
        {"[1 2]", "',' or ']' expected"},
        {"[1,,2]", "a value expected, not ','"},
        {"[1", "the array is not closed: the file is cut off"},
        {"[\"abc", "a string is not closed"},
        {"[{\"a\": \"b", "the file is cut off"},
    }));
    CAPTURE(text);
    REQUIRE_THROWS_WITH(elements(text), Contains(message));
}

TEST_CASE("bare NaN becomes null outside strings only", "[db-update]") {
    auto [text, clean, count] = GENERATE(table<std::string, std::string, std::size_t>({
        {"{\"a\":NaN}", "{\"a\":null}", 1},
        {"{\"a\":[-Infinity,Infinity,NaN]}", "{\"a\":[null,null,null]}", 3},
        {"{\"NaN\":\"NaN \\\" NaN\"}", "{\"NaN\":\"NaN \\\" NaN\"}", 0},
        {"{\"a\":1", "{\"a\":1", 0},
        {"\"NaN", "\"NaN", 0},
    }));
    CAPTURE(text);
    REQUIRE(without_nan(text) == std::pair{clean, count});
}
