#include <random>

#include "catch.hpp"
#include "core/filter.hpp"
#include "core/writer.hpp"
#include "temp_folder.hpp"

namespace {

std::string splice(const std::string& line, const std::vector<tk::Field>& fields) {
    const TempFolder folder;
    const std::string path = (folder.path() / "out").string();
    tk::JsonParser parser;
    const tk::Record record{line, 1, "test", parser.parse(line)};
    tk::Writer out{path};
    tk::write_spliced(out, record, fields);
    out.close();
    return content_of(path);
}

}  // namespace

TEST_CASE("a key is spliced in before the closing brace and the rest passes byte for byte") {
    const auto [line, expected] = GENERATE(table<std::string, std::string>({
        {R"({})", R"({"k":1})"},
        {R"({ })", R"({ "k":1})"},
        {R"({"a":1})", R"({"a":1,"k":1})"},
        {R"({"a":1.50, "b" : 12345678901234567890 })", R"({"a":1.50, "b" : 12345678901234567890 ,"k":1})"},
        {R"({"a":{"k":7}})", R"({"a":{"k":7},"k":1})"},
        {R"({"a":"}"}  )", R"({"a":"}","k":1}  )"},
        {R"(  {"a":"\"k\":2"})", R"(  {"a":"\"k\":2","k":1})"},
    }));
    CHECK(splice(line, {{"k", "1"}}) == expected + "\n");
}

TEST_CASE("a key that is there is replaced where it stands") {
    const auto [line, expected] = GENERATE(table<std::string, std::string>({
        {R"({"k":0})", R"({"k":1})"},
        {R"({"k": {"x":[1,"]"]} ,"a":2})", R"({"k": 1 ,"a":2})"},
        {R"({"a":"k","k":"\\","b":null})", R"({"a":"k","k":1,"b":null})"},
        {R"({"a":[{"k":5}],"k":true})", R"({"a":[{"k":5}],"k":1})"},
        {R"({"\u006b":0,"a":1})", R"({"\u006b":1,"a":1})"},
        {R"({"k":0,"k":2})", R"({"k":1,"k":1})"},
    }));
    CHECK(splice(line, {{"k", "1"}}) == expected + "\n");
}

TEST_CASE("several keys are replaced or added in one go") {
    CHECK(splice(R"({"b":0,"c":3})", {{"a", "1"}, {"b", "2"}}) == "{\"b\":2,\"c\":3,\"a\":1}\n");
    CHECK(splice(R"({"c":3,"b":0,"a":9})", {{"a", "1"}, {"b", "2"}}) == "{\"c\":3,\"b\":2,\"a\":1}\n");
}

TEST_CASE("replacing a key with its own value changes nothing, for records of any shape") {
    std::mt19937 random{42};
    const std::vector<std::string> values{
        "1", "-2.50e+3", "\"\"", R"("a\"}\\")", "[]", "[1,{}]", "{}", R"({"k":[{"x":"}"}]})", "null", "true"};
    const std::vector<std::string> spaces{"", " ", "\t "};
    const auto pick = [&](const auto& list) { return list[random() % list.size()]; };
    for (int round = 0; round < 2000; ++round) {
        std::string line = "{" + pick(spaces);
        std::string own;
        const std::size_t count = random() % 6 + 1;
        const std::size_t at = random() % count;
        for (std::size_t i = 0; i < count; ++i) {
            const std::string value = pick(values);
            if (i == at) own = value;
            line += (i ? "," + pick(spaces) : "") + (i == at ? "\"own\"" : "\"key" + std::to_string(i) + "\"") +
                    pick(spaces) + ":" + pick(spaces) + value + pick(spaces);
        }
        line += "}";
        CAPTURE(line);
        REQUIRE(splice(line, {{"own", own}}) == line + "\n");
    }
}

TEST_CASE("an entry is added to the errors that a record carries") {
    tk::JsonParser parser;
    const auto entry = [&](const std::string& line) {
        const tk::Record record{line, 1, "test", parser.parse(line)};
        return tk::errors_with(record, "ocr", tk::RecordError("image-missing", "no \"x\""));
    };
    CHECK(entry("{}") == R"([{"tool":"ocr","code":"image-missing","message":"no \"x\""}])");
    CHECK(entry(R"({"errors":[{"tool":"grid","code":"c"}]})") ==
          R"([{"tool":"grid","code":"c"},{"tool":"ocr","code":"image-missing","message":"no \"x\""}])");
}
