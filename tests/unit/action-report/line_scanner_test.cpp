#include "action-report/line_scanner.hpp"

#include <random>

#include "action-report/event.hpp"
#include "catch.hpp"
#include "core/error.hpp"
#include "core/json.hpp"

using namespace tk::report;

namespace {

/// The line in memory where the bytes behind it are readable but mean something else.
std::string padded(const std::string& line) {
    return line + "}],\"actor\":\"behind\"," + std::string(tk::JsonParser::padding, '7');
}

/// Whether the scanner took the line; checks that it then says what the parser says.
bool agrees(EventReader& quick, EventReader& thorough, const std::string& line) {
    INFO(line);
    const std::string memory = padded(line);
    Event* const scanned = quick.read_line({memory.data(), line.size()});
    if (scanned == nullptr) return false;
    tk::JsonParser parser;
    const tk::JsonView view = parser.parse(line);  // throws where the scanner took what is not JSON
    const std::string type(view.string("type").value_or(""));
    CHECK(thorough.is_action(view, type));
    CHECK(quick.type() == type);
    Event& parsed = thorough.read(view);
    CHECK((scanned->params_hash == 0) == (parsed.params_hash == 0));
    parsed.params_hash = scanned->params_hash;  // of the spelling
    CHECK(*scanned == parsed);
    return true;
}

class Writer {
public:
    explicit Writer(unsigned seed) : random_(seed) {}

    std::string record() {
        std::string text = object({"type", "id", "session", "actor", "actor_name", "action", "params", "context",
                                   "result", "error", "duration", "t", "time", "ts", "note", "errors", "image", "a.b"},
                                  3);
        if (one_in(3)) mutate(text);
        return text;
    }
    bool one_in(unsigned n) { return random_() % n == 0; }

private:
    std::string object(const std::vector<std::string>& keys, int depth) {
        std::string text = "{";
        for (const std::string& key : keys) {
            if (one_in(3) || ((key == "errors" || key == "image" || key == "a.b") && !one_in(20))) continue;
            add(text, key, key == "type" && !one_in(4) ? "\"action\"" : member(key, depth));
            if (one_in(200)) add(text, key, value(0));
        }
        return text + blank() + "}";
    }
    void add(std::string& text, const std::string& key, const std::string& value) {
        text += (text.size() > 1 ? "," : "") + blank() + "\"" + key + "\"" + blank() + ":" + blank() + value;
    }
    std::string member(const std::string& key, int depth) {
        if (depth > 0 && key == "params" && !one_in(8))
            return object({"spell", "target", "target_name", "cell", "from", "to", "path", "cost", "amount"},
                          depth - 1);
        if (depth > 0 && key == "context" && !one_in(8)) return object({"turn", "target", "hp"}, depth - 1);
        if (depth > 0 && key == "result" && !one_in(8))
            return object({"success", "element", "amount", "damage", "heal", "healing", "killed", "hits"}, depth - 1);
        if (depth > 0 && key == "error" && one_in(2)) return object({"code", "text"}, depth - 1);
        if (depth > 0 && key == "hits" && !one_in(4)) {
            std::string list = "[";
            for (auto i = random_() % 3; i > 0; --i) {
                list += (list.size() > 1 ? "," : "") +
                        (one_in(9) ? value(1) : object({"target", "damage", "heal", "killed"}, depth - 1));
            }
            return list + "]";
        }
        return value(depth);
    }
    std::string value(int depth) {
        static const std::vector<std::string> plain{"null",
                                                    "true",
                                                    "false",
                                                    "0",
                                                    "1",
                                                    "-1",
                                                    "-0",
                                                    "0.5",
                                                    "12.25",
                                                    "-3.0",
                                                    "1e3",
                                                    "01",
                                                    "1.",
                                                    "-",
                                                    "99999999999999999999",
                                                    "123456789012345678",
                                                    "0.1234567890123456789",
                                                    "1.50",
                                                    "2.5E-3",
                                                    "100000000000000.5",
                                                    "\"\"",
                                                    "\"a\"",
                                                    "\"e1\"",
                                                    "\"cast\"",
                                                    "\"Fl\xC3\xA8"
                                                    "che vive\"",
                                                    "\"\xFF\"",
                                                    "\"a\\n\"",
                                                    "\"\\u0041\"",
                                                    "\"x y z, {not} [a] bracket\"",
                                                    "\"2024-03-01T10:00:00Z\"",
                                                    "\"a tab\there\"",
                                                    "tru",
                                                    "[1,2,[3,{}]]",
                                                    "[]",
                                                    "{}",
                                                    "[,]",
                                                    "1700000000"};
        static const std::vector<std::string> usual{"null", "true", "0", "-1", "12.25", "\"e1\"", "\"cast\"", "[1,2]"};
        if (!one_in(12)) return usual[random_() % usual.size()];
        if (depth > 0 && one_in(12)) return "{\"deep\":" + value(depth - 1) + "}";
        return plain[random_() % plain.size()];
    }
    std::string blank() { return one_in(10) ? " " : one_in(400) ? "\t" : ""; }
    void mutate(std::string& text) {
        static const std::string bytes = "{}[]\",:\\ 0e.-tn\x01\x80";
        const std::size_t at = random_() % text.size();
        if (one_in(2)) {
            text[at] = bytes[random_() % bytes.size()];
        } else {
            text.erase(at, 1 + random_() % 3);
        }
    }
    std::mt19937 random_;
};

}  // namespace

TEST_CASE("what the scanner takes of a line is what the parser makes of it") {
    for (const std::string map : {"", "actor=actor_name,action=note", "action=type,session=id", "success=t"}) {
        EventReader quick{parse_mapping(map)};
        EventReader thorough{parse_mapping(map)};
        Writer writer{7};
        int taken = 0;
        for (int i = 0; i < 5'000; ++i) taken += agrees(quick, thorough, writer.record()) ? 1 : 0;
        if (map.empty()) CHECK(taken > 100);
    }
}

TEST_CASE("usual lines are taken, whatever came before") {
    EventReader quick{Mapping{}};
    EventReader thorough{Mapping{}};
    for (int round = 0; round < 2; ++round) {
        CHECK(agrees(quick, thorough,
                     R"({"type":"action","actor":"e1","action":"move","params":{"to":3,"path":[1,2]}})"));
        CHECK(agrees(quick, thorough,
                     R"({"type": "action", "id": 7, "action": "cast", "t": 0.25, "time": "2024-03-01"})"));
        CHECK(agrees(quick, thorough, R"({"action":"die","error":{"code":"late"},"result":{"hits":[{"damage":3}]}})"));
        CHECK(agrees(quick, thorough, R"({"a_key_of_more_than_sixteen_bytes":1,"action":"die","duration":1.5} )"));
    }
}

TEST_CASE("what is unusual is left to the parser") {
    EventReader quick{Mapping{}};
    for (const std::string line :
         {R"({"type":"state","action":"x"})", R"({"type":"action","action":"a\u0062"})",
          R"({"action":"a","action":"b"})", R"({"action":"a","errors":[]})", R"({"action":"a","t":1e5})",
          R"({"action":"a","id":1.5})", R"({"action":"a")", R"({"action":"a"}})", R"({"action":"a",})", R"(["action"])",
          R"({"action":"a","t":0.12345678901234567})", ""}) {
        INFO(line);
        const std::string memory = padded(line);
        CHECK(quick.read_line({memory.data(), line.size()}) == nullptr);
    }
}

TEST_CASE("a log whose names reach into objects goes by the parser alone") {
    EventReader quick{parse_mapping("success=result.ok")};
    const std::string memory = padded(R"({"type":"action","action":"a"})");
    CHECK(quick.read_line({memory.data(), 30}) == nullptr);
}
