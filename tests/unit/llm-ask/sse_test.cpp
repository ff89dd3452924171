#include "llm-ask/sse.hpp"

#include "catch.hpp"
#include "llm-ask/answer_error.hpp"
#include "llm-ask/ndjson.hpp"

using tk::llm::AnswerError;
using tk::llm::NdjsonParser;
using tk::llm::SseEvent;
using tk::llm::SseParser;

namespace {

std::vector<SseEvent> whole(const std::string& bytes) {
    return SseParser{}.feed(bytes);
}

template <typename Parser>
auto byte_by_byte(const std::string& bytes) {
    Parser parser;
    auto all = parser.feed("");
    for (const char byte : bytes) {
        for (auto& part : parser.feed({&byte, 1})) all.push_back(std::move(part));
    }
    return all;
}

using Events = std::vector<SseEvent>;

}  // namespace

TEST_CASE("an event stream is cut by the rules of the standard, however the bytes arrive", "[sse]") {
    const auto [bytes, expected] = GENERATE(table<std::string, Events>({
        {"data: a\n\n", {{"", "a"}}},
        {"data:a\n\ndata:  b\n\n", {{"", "a"}, {"", " b"}}},
        {"data: a\r\n\r\ndata: b\r\rdata: c\n\n", {{"", "a"}, {"", "b"}, {"", "c"}}},
        {"data: a\ndata: b\n\n", {{"", "a\nb"}}},
        {"data\n\n", {{"", ""}}},
        {"data\ndata\n\n", {{"", "\n"}}},
        {": a comment\n\n:\n\n", {}},
        {"event: error\ndata: x\n\ndata: y\n\n", {{"error", "x"}, {"", "y"}}},
        {"event: ping\n\ndata: y\n\n", {{"", "y"}}},
        {"id: 1\nretry: 5\nunknown: z\ndata: y\n\n", {{"", "y"}}},
        {"\xEF\xBB\xBF"
         "data: a\n\n",
         {{"", "a"}}},
        {"\n\n\ndata: é\u2028ü\n\n", {{"", "é\u2028ü"}}},
        {"data: {\"a\":\"b:c\"}\n\n", {{"", "{\"a\":\"b:c\"}"}}},
        {"data: lost", {}},
        {"data: lost\n", {}},
    }));
    CAPTURE(bytes);
    CHECK(whole(bytes) == expected);
    CHECK(byte_by_byte<SseParser>(bytes) == expected);
}

TEST_CASE("an event that stops in the middle is known to be partial", "[sse]") {
    const auto [bytes, partial] = GENERATE(table<std::string, bool>(
        {{"", false}, {"data: a\n\n", false}, {"data: a", true}, {"data: a\n", true}, {"data: a\r\n\r", false}}));
    CAPTURE(bytes);
    SseParser parser;
    parser.feed(bytes);
    CHECK(parser.holds_partial() == partial);
}

TEST_CASE("an event without end does not fill the memory", "[sse]") {
    SseParser parser{100};
    CHECK_THROWS_AS(parser.feed("data: " + std::string(200, 'x')), AnswerError);
    SseParser many{100};
    const auto feed_lines = [&many] {
        for (int i = 0; i < 100; ++i) many.feed("data: xxxxx\n");
    };
    CHECK_THROWS_AS(feed_lines(), AnswerError);
}

TEST_CASE("lines of JSON are cut however the bytes arrive", "[ndjson]") {
    const auto [bytes, expected, rest] = GENERATE(table<std::string, std::vector<std::string>, std::string>({
        {"{}\n", {"{}"}, ""},
        {"{\"a\":1}\n{\"b\":2}\n", {"{\"a\":1}", "{\"b\":2}"}, ""},
        {"{\"a\":1}\r\n\r\n\n  \n{\"b\":2}", {"{\"a\":1}"}, "{\"b\":2}"},
        {"{\"half", {}, "{\"half"},
        {"", {}, ""},
    }));
    CAPTURE(bytes);
    NdjsonParser parser;
    CHECK(parser.feed(bytes) == expected);
    CHECK(parser.finish().value_or("") == rest);
    CHECK(byte_by_byte<NdjsonParser>(bytes) == expected);
    NdjsonParser small{10};
    CHECK_THROWS_AS(small.feed("12345678901"), AnswerError);
}
