#include <functional>

#include "captures.hpp"
#include "catch.hpp"
#include "core/json.hpp"
#include "decoding.hpp"
#include "llm-ask/ollama.hpp"
#include "llm-ask/server_error.hpp"

using namespace tk::llm;

namespace {

std::string replaced(std::string text, const std::string& what, const std::string& by) {
    for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size()) {
        text.replace(at, what.size(), by);
    }
    return text;
}

/// The events of a stream, each with its blank line.
std::vector<std::string> events_of(const std::string& body) {
    std::vector<std::string> events;
    for (std::size_t at = 0; at < body.size();) {
        const std::size_t end = std::min(body.find("\n\n", at), body.size() - 2) + 2;
        events.push_back(body.substr(at, end - at));
        at = end;
    }
    return events;
}

std::string each_event(const std::string& body, const std::function<std::string(const std::string&)>& change) {
    std::string changed;
    for (const std::string& event : events_of(body)) changed += change(event);
    return changed;
}

/// The same JSON over several lines of data: broken after keys, which no text of the model can look like.
std::string over_lines(std::string event) {
    for (const std::string key : {"\"choices\":", "\"index\":", "\"type\":", "\"usage\":"}) {
        event = replaced(event, key, key + "\ndata: ");
    }
    return event;
}

/// What a server may do to a stream that does not change what it says.
const std::pair<const char*, std::function<std::string(const std::string&)>> harmless[] = {
    {"carriage returns and line feeds", [](const std::string& body) { return replaced(body, "\n", "\r\n"); }},
    {"carriage returns alone", [](const std::string& body) { return replaced(body, "\n", "\r"); }},
    {"a byte order mark", [](const std::string& body) { return "\xEF\xBB\xBF" + body; }},
    {"comments between events",
     [](const std::string& body) { return each_event(body, [](const std::string& e) { return ": ping\n\n" + e; }); }},
    {"comments inside of events",
     [](const std::string& body) {
         return each_event(body, [](const std::string& e) { return ": é: data: x\n" + e; });
     }},
    {"data over several lines", [](const std::string& body) { return each_event(body, over_lines); }},
    {"no blank after the colon", [](const std::string& body) { return replaced(body, "data: ", "data:"); }},
    {"other fields",
     [](const std::string& body) {
         return each_event(body, [](const std::string& e) { return "id: 7\nretry: 100\nfoo\n" + e; });
     }},
    {"pings of Anthropic's kind",
     [](const std::string& body) {
         if (body.find("event: message_start") == std::string::npos) return body;
         return each_event(body,
                           [](const std::string& e) { return "event: ping\ndata: {\"type\": \"ping\"}\n\n" + e; });
     }},
    {"padding before the last brace", [](const std::string& body) { return replaced(body, "}\n\n", "}   \n\n"); }},
};

struct Seen {
    std::string text;
    StreamState state;
};

Seen seen(const std::string& file, const Response& response, const std::string& body, std::size_t size) {
    const auto decoder = decoder_of(file, response);
    std::string text = decode(*decoder, body, size);
    return {std::move(text), decoder->state()};
}

const char* const streams[] = {"openai_stream_usage_200.http", "openai_stream_no_usage_200.http",
                               "openai_json_schema_stream_200.http", "anthropic_stream_200.http"};

std::string call_piece(const std::string& calls) {
    return R"(data: {"choices":[{"index":0,"delta":{"tool_calls":[)" + calls + "]}}]}\n\n";
}

}  // namespace

TEST_CASE("what servers and gateways do to a real stream does not change its answer", "[capture]") {
    const std::string folder = test_data("llm");
    if (folder.empty()) return;
    for (const std::string file : streams) {
        const Response response = read_response(folder + file);
        const Seen plain = seen(file, response, response.body, response.body.size());
        REQUIRE(plain.state.is_whole);
        for (const auto& [name, change] : harmless) {
            const std::string body = change(response.body);
            for (const std::size_t size : {std::size_t{1}, std::size_t{3}, std::size_t{64}, body.size()}) {
                CAPTURE(file, name, size);
                const Seen changed = seen(file, response, body, size);
                CHECK(changed.text == plain.text);
                CHECK(changed.state.is_whole);
                CHECK(changed.state.is_over);
                CHECK(changed.state.finish == plain.state.finish);
                CHECK(changed.state.usage.prompt_tokens == plain.state.usage.prompt_tokens);
                CHECK(changed.state.usage.completion_tokens == plain.state.usage.completion_tokens);
            }
        }
    }
}

TEST_CASE("a real stream that ends early is whole only after its reason to stop, wherever it ends", "[capture]") {
    const std::string folder = test_data("llm");
    if (folder.empty()) return;
    for (const std::string file : streams) {
        const Response response = read_response(folder + file);
        const std::string& body = response.body;
        const bool is_anthropic = file.starts_with("anthropic");
        const std::size_t mark = is_anthropic ? body.find("\"stop_reason\":\"") : body.find("\"finish_reason\":\"");
        REQUIRE(mark != std::string::npos);
        const std::size_t whole_from = body.find("\n\n", mark) + 2;
        for (std::size_t end = 0; end <= body.size(); ++end) {
            const Seen cut = seen(file, response, body.substr(0, end), 100);
            if (cut.state.is_whole == (end >= whole_from)) continue;
            FAIL(file << " cut at " << end << " of " << body.size());
        }
    }
}

TEST_CASE("an error in the middle of a real stream ends it, in each protocol's way", "[capture]") {
    const std::string folder = test_data("llm");
    if (folder.empty()) return;
    for (const std::string file : streams) {
        const Response response = read_response(folder + file);
        const std::vector<std::string> events = events_of(response.body);
        const std::string error =
            file.starts_with("anthropic")
                ? "event: error\ndata: "
                  "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"full\"}}\n\n"
                : "data: {\"error\":{\"message\":\"full\",\"type\":\"server_error\",\"code\":500}}\n\n";
        for (std::size_t at = 0; at + 3 < events.size(); ++at) {
            std::string body;
            for (std::size_t i = 0; i < events.size(); ++i) body += (i == at ? error : "") + events[i];
            CAPTURE(file, at);
            CHECK_THROWS_WITH(seen(file, response, body, 50), Catch::Matchers::Contains("full"));
        }
    }
}

TEST_CASE("counts that come in an event of their own, early or in every event are the last ones told", "[openai]") {
    const std::string text = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"a\"}}]%}\n\n";
    const std::string stop = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    const std::string counts = R"("usage":{"prompt_tokens":5,"completion_tokens":2})";
    const std::string none = replaced(text, "%", ",\"usage\":null");
    for (const std::string& body :
         {none + stop + "data: {\"choices\":[]," + counts + "}\n\n", none + stop + "data: {" + counts + "}\n\n",
          replaced(text, "%", R"(,"usage":{"prompt_tokens":5,"completion_tokens":1})") +
              replaced(text, "%", "," + counts) + stop,
          "data: {\"choices\":[]," + counts + "}\n\n" + none + stop + "data: {\"choices\":[],\"usage\":{}}\n\n"}) {
        CAPTURE(body);
        const auto decoder = openai_decoder("text/event-stream");
        decode(*decoder, body, 7);
        CHECK(decoder->state().usage.prompt_tokens == 5);
        CHECK(decoder->state().usage.completion_tokens == 2);
        CHECK(decoder->state().is_whole);
    }
}

TEST_CASE("pieces of several calls may come in turns", "[openai]") {
    const std::vector<ToolCall> expected = {{"a", "f", R"({"x":1})"}, {"b", "g", R"({"y":2})"}};
    const std::string turns[] = {
        // by index, interleaved, the second call first to end
        call_piece(R"({"index":0,"id":"a","function":{"name":"f","arguments":""}})") +
            call_piece(R"({"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\":"}})") +
            call_piece(R"({"index":0,"function":{"arguments":"{\"x\""}})") +
            call_piece(R"({"index":1,"function":{"arguments":"2}"}},{"index":0,"function":{"arguments":":1}"}})"),
        // the id again in every piece
        call_piece(R"({"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}})") +
            call_piece(R"({"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\""}})") +
            call_piece(R"({"index":0,"id":"a","function":{"arguments":":1}"}})") +
            call_piece(R"({"index":1,"id":"b","function":{"arguments":":2}"}})"),
        // an id of its own for every piece: only a name begins a new call
        call_piece(R"({"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}})") +
            call_piece(R"({"index":0,"id":"z1","function":{"name":null,"arguments":":1}"}})") +
            call_piece(R"({"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\""}})") +
            call_piece(R"({"index":1,"id":"z2","function":{"arguments":":2}"}})"),
    };
    for (const std::string& body : turns) {
        CAPTURE(body);
        const auto decoder = openai_decoder("text/event-stream");
        CHECK(decode(*decoder, body, 11).empty());
        CHECK(decoder->state().calls == expected);
    }
}

TEST_CASE("text in parts is text", "[openai]") {
    const auto decoder = openai_decoder("text/event-stream");
    CHECK(decode(*decoder,
                 "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"thinking\",\"thinking\":"
                 "[{\"type\":\"text\",\"text\":\"hm\"}]}]}}]}\n\n"
                 "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":[{\"type\":\"text\",\"text\":\"Un \"},"
                 "{\"type\":\"text\",\"text\":\"loup\"}]},\"finish_reason\":\"stop\"}]}\n\n",
                 9) == "Un loup");
    CHECK(decoder->state().thinking == "hm");
}

TEST_CASE("a byte order mark before plain JSON and before lines is passed over", "[openai]") {
    const std::string mark = "\xEF\xBB\xBF";
    const auto plain = openai_decoder("application/json");
    CHECK(decode(*plain, mark + R"({"choices":[{"message":{"content":"hi"},"finish_reason":"stop"}]})", 2) == "hi");
    const auto lines = ollama_decoder();
    CHECK(decode(*lines, mark + "{\"message\":{\"content\":\"hi\"}}\r\n{\"done\":true,\"done_reason\":\"stop\"}", 1) ==
          "hi");
    CHECK(lines->state().is_whole);
}

TEST_CASE("Ollama's thinking, text and calls are told apart, however the lines are split", "[ollama]") {
    const std::string body =
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"Où \"},\"done\":false}\n"
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"thinking\":\"est-il "
        "?\"},\"done\":false}\n"
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"À l'est\"},\"done\":false}\n"
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\",\"tool_calls\":[{\"id\":\"c\","
        "\"function\":"
        "{\"index\":0,\"name\":\"look\",\"arguments\":{\"at\":\"est\"}}}]},\"done\":false}\n"
        "{\"model\":\"q\",\"message\":{\"role\":\"assistant\",\"content\":\"\"},\"done\":true,\"done_reason\":\"stop\","
        "\"eval_count\":4}\n";
    for (std::size_t size = 1; size < 80; ++size) {
        const auto decoder = ollama_decoder();
        REQUIRE(decode(*decoder, body, size) == "À l'est");
        CHECK(decoder->state().thinking == "Où est-il ?");
        CHECK(decoder->state().calls == std::vector<ToolCall>{{"c", "look", R"({"at":"est"})"}});
        CHECK(decoder->state().usage.completion_tokens == 4);
    }
}
