#include "db-update/plain_record.hpp"

#include <random>
#include <string>

#include "catch.hpp"
#include "core/error.hpp"

using namespace tk::update;

namespace {

/// What both readers must agree on, as text.
std::string shown(const std::vector<PlainMember>& members) {
    std::string text;
    for (const PlainMember& member : members) {
        text += std::string(member.name) + '=';
        if (const auto* number = std::get_if<std::int64_t>(&member.value)) text += std::to_string(*number);
        if (const auto* value = std::get_if<std::string_view>(&member.value)) text += '"' + std::string(*value) + '"';
        if (const auto* other = std::get_if<tk::JsonView>(&member.value)) text += other->dump();
        text += ';';
    }
    return text;
}

}  // namespace

TEST_CASE("a record of plain values is read from its bytes", "[db-update]") {
    std::vector<PlainMember> members;
    REQUIRE(read_plain(R"( { "a" : 1 ,"b":"x y","c":null,"d":-9223372036854775808} )", members));
    REQUIRE(shown(members) == R"(a=1;b="x y";c=;d=-9223372036854775808;)");
}

TEST_CASE("what is not plain is left to the parser", "[db-update]") {
    std::vector<PlainMember> members;
    for (const char* const text : {"",
                                   "{",
                                   "{}x",
                                   "[1]",
                                   R"({"a":1.5})",
                                   R"({"a":1e3})",
                                   R"({"a":01})",
                                   R"({"a":-})",
                                   R"({"a":-0})",
                                   R"({"a":"\n"})",
                                   R"({"é":1})",
                                   R"({"a":true})",
                                   R"({"a":nul})",
                                   R"({"a":[1]})",
                                   R"({"a":1,})",
                                   R"({"a" 1})",
                                   R"({"a":1 "b":2})",
                                   R"({"a":9223372036854775808})",
                                   R"({"a":1}{"b":2})",
                                   "{\"a\":\"\t\"}"}) {
        INFO(text);
        REQUIRE_FALSE(read_plain(text, members));
    }
}

TEST_CASE("each byte of a text counts, wherever it stands among eight", "[db-update]") {
    std::vector<PlainMember> members;
    for (std::size_t place = 0; place < 20; ++place) {
        for (int byte = 0; byte < 256; ++byte) {
            std::string value(20, 'x');
            value[place] = static_cast<char>(byte);
            const std::string text = "{\"a\":\"" + value + "\"}";
            CAPTURE(place, byte);
            if (byte >= 0x20 && byte < 0x80 && byte != '"' && byte != '\\') {
                REQUIRE(read_plain(text, members));
                REQUIRE(shown(members) == "a=\"" + value + "\";");
            } else {
                REQUIRE_FALSE(read_plain(text, members));
            }
        }
    }
}

TEST_CASE("whatever the bytes, a plain record is what the parser reads", "[db-update]") {
    std::mt19937 random(13);
    const std::vector<std::string> pieces{"{",   "}",  "\"a\"",       "\"b c\"", ":", ":",  ",",
                                          "1",   "-7", "0",           "null",    " ", "12", "\"\"",
                                          "1.0", "\\", "\"price\":5", "nulll",   "-"};
    std::vector<PlainMember> plain, parsed;
    tk::JsonParser parser;
    int read = 0;
    for (int round = 0; round < 200'000; ++round) {
        std::string text = "{";
        for (std::size_t count = 1 + random() % 8; count > 0; --count) text += pieces[random() % pieces.size()];
        if (random() % 2) text += '}';
        if (!read_plain(text, plain)) continue;
        ++read;
        INFO(text);
        const tk::JsonView view = parser.parse(text);  // throws when it is no JSON
        REQUIRE(view.is_object());
        read_plain(view, parsed);
        REQUIRE(shown(plain) == shown(parsed));
    }
    REQUIRE(read > 100);
}
