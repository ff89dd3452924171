#include <nlohmann/json.hpp>

#include "catch.hpp"
#include "decoding.hpp"
#include "llm-ask/anthropic.hpp"
#include "llm-ask/base64.hpp"
#include "llm-ask/embedding.hpp"
#include "llm-ask/ollama.hpp"
#include "llm-ask/openai.hpp"
#include "llm-ask/program_protocol.hpp"

using namespace tk::llm;

namespace {

const std::string anthropic_stream =
    "event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"model\":\"c-1\",\"usage\":"
    "{\"input_tokens\":28,\"cache_read_input_tokens\":2,\"output_tokens\":1}}}\n\n"
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":"
    "{\"type\":\"thinking\",\"thinking\":\"\"}}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":"
    "{\"type\":\"thinking_delta\",\"thinking\":\"hm\"}}\n\n"
    "event: ping\ndata: {\"type\":\"ping\"}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":1,\"delta\":"
    "{\"type\":\"text_delta\",\"text\":\"Hello\"}}          \n\n"
    "event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":2,\"content_block\":"
    "{\"type\":\"tool_use\",\"id\":\"toolu_1\",\"name\":\"look\",\"input\":{}}}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":2,\"delta\":"
    "{\"type\":\"input_json_delta\",\"partial_json\":\"{\\\"q\\\":\"}}\n\n"
    "event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":2,\"delta\":"
    "{\"type\":\"input_json_delta\",\"partial_json\":\"\\\"wolf\\\"}\"}}\n\n"
    "event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":"
    "{\"output_tokens\":9}}\n\n"
    "event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n";

}  // namespace

TEST_CASE("Anthropic's stream gives text, reasoning, calls and running totals, however it is split", "[anthropic]") {
    for (const std::size_t size : {std::size_t{1}, std::size_t{7}, anthropic_stream.size()}) {
        const auto decoder = anthropic_decoder("text/event-stream");
        CHECK(decode(*decoder, anthropic_stream, size) == "Hello");
        const StreamState& state = decoder->state();
        CHECK(state.is_whole);
        CHECK(state.thinking == "hm");
        CHECK(state.finish == "tool_calls");
        CHECK(state.model == "c-1");
        CHECK(state.usage.prompt_tokens == 30);
        CHECK(state.usage.completion_tokens == 9);
        CHECK(state.calls == std::vector<ToolCall>{{"toolu_1", "look", R"({"q":"wolf"})"}});
    }
}

TEST_CASE("Anthropic's stream that breaks off is not whole, and an error in it is one", "[anthropic]") {
    const auto decoder = anthropic_decoder("text/event-stream");
    decode(*decoder, anthropic_stream.substr(0, anthropic_stream.find("event: message_delta")), 64);
    CHECK_FALSE(decoder->state().is_whole);
    const auto broken = anthropic_decoder("text/event-stream");
    CHECK_THROWS_AS(
        broken->feed("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\"}}\n\n"),
        AnswerError);
}

TEST_CASE("a call belongs to its id, although a server gives every call the index 0", "[openai]") {
    const auto decoder = openai_decoder("text/event-stream");
    const auto piece = [](const std::string& call) {
        return R"(data: {"choices":[{"index":0,"delta":{"tool_calls":[)" + call + "]}}]}\n\n";
    };
    decoder->feed(piece(R"({"index":0,"id":"a","function":{"name":"f","arguments":""}})"));
    decoder->feed(piece(R"({"index":0,"function":{"arguments":"{\"x\":"}})"));
    decoder->feed(piece(R"({"index":0,"function":{"arguments":"1}"}})"));
    decoder->feed(piece(R"({"index":0,"id":"b","function":{"name":"g","arguments":"{}"}})"));
    decoder->feed("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}\n\n");
    CHECK(decoder->state().calls == std::vector<ToolCall>{{"a", "f", R"({"x":1})"}, {"b", "g", "{}"}});
}

TEST_CASE("Ollama's calls come whole, and get an id when they have none", "[ollama]") {
    const auto decoder = ollama_decoder();
    decoder->feed(
        R"({"message":{"content":"","tool_calls":[{"function":{"name":"f","arguments":{"x":1}}},{"function":{"name":"g"}}]}})"
        "\n{\"done\":true,\"done_reason\":\"stop\"}\n");
    CHECK(decoder->state().calls == std::vector<ToolCall>{{"call_0", "f", R"({"x":1})"}, {"call_1", "g", "{}"}});
}

TEST_CASE("a program's answer is whole only when it says so", "[program]") {
    const auto whole = program_decoder();
    CHECK(decode(*whole, "{\"text\":\"He\"}\n{\"text\":\"llo\"}\n{\"done\":true,\"usage\":{\"prompt_tokens\":4}}", 3) ==
          "Hello");
    CHECK(whole->state().is_whole);
    CHECK(whole->state().usage.prompt_tokens == 4);
    const auto cut = program_decoder();
    decode(*cut, "{\"text\":\"He\"}\n", 100);
    CHECK_FALSE(cut->state().is_whole);
    CHECK_THROWS_AS(program_decoder()->feed("{\"error\":\"no\"}\n"), AnswerError);
}

TEST_CASE("results of calls made together go into one message of Anthropic's protocol", "[anthropic]") {
    ChatRequest request;
    request.messages = {user_message("hi")};
    Message calls;
    calls.role = Message::Role::assistant;
    calls.calls = {{"a", "f", "{}"}, {"b", "g", "not json"}};
    request.messages.push_back(calls);
    for (const ToolCall& call : calls.calls) {
        Message result;
        result.role = Message::Role::tool;
        result.content = "done " + call.id;
        result.answers = call;
        request.messages.push_back(result);
    }
    const auto body = nlohmann::json::parse(anthropic_body(request, true));
    REQUIRE(body["messages"].size() == 3);
    CHECK(body["messages"][2]["content"].size() == 2);
    CHECK(body["max_tokens"] == 150);
    CHECK_FALSE(body.contains("top_p"));
    CHECK(nlohmann::json::parse(anthropic_body(request, false)).contains("top_p"));
}

TEST_CASE("vectors come as numbers or as base64", "[embedding]") {
    CHECK(embedding_of(R"({"embeddings":[[0.5,-1]]})") == std::vector<float>{0.5F, -1});
    CHECK(embedding_of(R"({"data":[{"embedding":[0.5,2]}]})") == std::vector<float>{0.5F, 2});
    CHECK(embedding_of(R"({"data":[{"embedding":"AAAAPwAAgL8="}]})") == std::vector<float>{0.5F, -1});
    for (const char* body : {"{}", R"({"embeddings":[]})", R"({"data":[{"embedding":"??"}]})", "[1"}) {
        INFO(body);
        CHECK_THROWS_AS(embedding_of(body), AnswerError);
    }
}

TEST_CASE("base64 holds to the vectors of RFC 4648", "[base64]") {
    const std::pair<const char*, const char*> vectors[] = {
        {"", ""}, {"f", "Zg=="}, {"fo", "Zm8="}, {"foo", "Zm9v"}, {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        CHECK(base64_text(bytes) == text);
        CHECK(base64_bytes(text) == bytes);
    }
    CHECK_FALSE(base64_bytes("Zg="));
    CHECK_FALSE(base64_bytes("Zg!="));
}
