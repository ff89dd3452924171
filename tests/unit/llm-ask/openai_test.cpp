#include "llm-ask/openai.hpp"

#include "catch.hpp"
#include "core/json.hpp"
#include "decoding.hpp"

using namespace tk::llm;

namespace {

std::string event(const std::string& json) {
    return "data: " + json + "\n\n";
}

std::string delta(const std::string& content) {
    return event(R"({"model":"m","choices":[{"index":0,"delta":{"content":)" + content +
                 R"(},"finish_reason":null}]})");
}

const std::string stop = event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]})");
const std::string done = "data: [DONE]\n\n";

}  // namespace

TEST_CASE("a stream of chunks becomes text, usage and a reason to stop", "[openai]") {
    const std::string body = event(R"({"choices":[{"index":0,"delta":{"role":"assistant","content":null}}]})") +
                             delta("\"Un \"") + ": keep-alive\n\n" + delta("\"été\\n\\u00e9 \\ud83d\\ude00\"") + stop +
                             event(R"({"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":3}})") + done;
    const std::size_t size = GENERATE(1, 2, 3, 7, 16, 100000);
    CAPTURE(size);
    const auto decoder = openai_decoder("text/event-stream");
    CHECK(decode(*decoder, body, size) == "Un été\né \U0001F600");
    CHECK(decoder->state().is_whole);
    CHECK(decoder->state().is_over);
    CHECK(decoder->state().deltas == 2);
    CHECK(decoder->state().finish == "stop");
    CHECK(decoder->state().model == "m");
    CHECK(decoder->state().usage.prompt_tokens == 7);
    CHECK(decoder->state().usage.completion_tokens == 3);
}

TEST_CASE("only a finish_reason makes an answer whole", "[openai]") {
    const auto [body, whole] = GENERATE(table<std::string, bool>({
        {"", false},
        {delta("\"a\""), false},
        {delta("\"a\"") + done, false},  // a gateway that lost its server still says goodbye
        {delta("\"a\"") + stop, true},   // some servers never send [DONE]
        {delta("\"a\"") + stop.substr(0, stop.size() - 1), false},
        {delta("\"a\"") + event(R"({"choices":[{"index":1,"delta":{},"finish_reason":"stop"}]})"), false},
        {delta("\"a\"") + event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"length"}]})"), true},
    }));
    CAPTURE(body);
    const auto decoder = openai_decoder("text/event-stream");
    const std::string text = decode(*decoder, body, 5);
    CHECK(decoder->state().is_whole == whole);
    if (!whole) {
        CHECK_THROWS_WITH(require_whole(decoder->state(), text), Catch::Matchers::Contains("broke off"));
    } else {
        CHECK_NOTHROW(require_whole(decoder->state(), text));
    }
}

TEST_CASE("reasoning is not part of the answer", "[openai]") {
    const std::string key = GENERATE("reasoning", "reasoning_content");
    const std::string thought = event(R"({"choices":[{"index":0,"delta":{")" + key + R"(":"hm"}}]})");
    const auto decoder = openai_decoder("text/event-stream");
    CHECK(decode(*decoder, thought + delta("\"yes\"") + stop, 9) == "yes");
    CHECK(decoder->state().thinking.empty() == false);
    CHECK(decoder->state().deltas == 2);
    const auto thinker = openai_decoder("");
    const std::string text = decode(*thinker, thought + stop, 9);
    CHECK_THROWS_WITH(require_whole(thinker->state(), text), Catch::Matchers::Contains("only reasoned"));
}

TEST_CASE("an empty, filtered or refused answer is told apart", "[openai]") {
    const auto nothing = openai_decoder("");
    const std::string blank = decode(*nothing, delta("\" \\n\"") + stop, 9);
    CHECK_THROWS_WITH(require_whole(nothing->state(), blank), Catch::Matchers::Contains("empty answer"));
    const auto filtered = openai_decoder("");
    const std::string part =
        decode(*filtered,
               delta("\"a\"") + event(R"({"choices":[{"index":0,"delta":{},"finish_reason":"content_filter"}]})"), 9);
    CHECK_THROWS_WITH(require_whole(filtered->state(), part), Catch::Matchers::Contains("filter"));
    const auto refused = openai_decoder("");
    CHECK(decode(*refused, event(R"({"choices":[{"index":0,"delta":{"refusal":"I cannot"}}]})") + stop, 9) ==
          "I cannot");
}

TEST_CASE("an error inside the stream is an error", "[openai]") {
    const auto [body, message] = GENERATE(table<std::string, std::string>({
        {delta("\"a\"") + event(R"({"error":{"message":"out of memory","type":"server_error"}})"), "out of memory"},
        {delta("\"a\"") + event(R"({"error":"gone"})"), "gone"},
        {"event: error\ndata: {\"message\":\"overloaded\"}\n\n", "overloaded"},
        {event("{\"choices\":[{\"index\":0,\"delta\":{\"content\":"), "not its protocol"},
        {event("hello"), "not its protocol"},
        {event(R"({"choices":[{"index":0,"delta":{"content":"\ud83d"}}]})"), "not its protocol"},
    }));
    CAPTURE(body);
    const auto decoder = openai_decoder("text/event-stream");
    CHECK_THROWS_WITH(decode(*decoder, body, 4), Catch::Matchers::Contains(message));
}

TEST_CASE("a server that ignores stream is understood", "[openai]") {
    const std::string body = R"({"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"hi"},)"
                             R"("finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2}})";
    const auto decoder = openai_decoder("application/json; charset=utf-8");
    CHECK(decode(*decoder, body, 3) == "hi");
    CHECK(decoder->state().is_whole);
    CHECK(decoder->state().usage.completion_tokens == 2);
    const auto cut = openai_decoder("application/json");
    CHECK_THROWS_AS(decode(*cut, body.substr(0, 50), 3), AnswerError);
}

TEST_CASE("the request carries the defaults of the design", "[openai]") {
    ChatRequest request;
    request.model = "m";
    request.system = "be brief";
    request.messages = {user_message("\"quoted\"\nÉlowen")};
    CHECK(openai_body(request, false) ==
          R"({"model":"m","messages":[{"role":"system","content":"be brief"},)"
          R"({"role":"user","content":"\"quoted\"\nÉlowen"}],"stream":true,"stream_options":{"include_usage":true},)"
          R"("max_tokens":150,"temperature":0.75,"top_k":40,"top_p":0.9})");
    request.system.clear();
    const std::string at_openai = openai_body(request, true);
    CHECK(at_openai.find("\"max_completion_tokens\":150") != std::string::npos);
    CHECK(at_openai.find("top_k") == std::string::npos);
    CHECK(at_openai.find("system") == std::string::npos);
}
