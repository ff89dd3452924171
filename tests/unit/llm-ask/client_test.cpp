#include "llm-ask/client.hpp"

#include "catch.hpp"

using namespace tk::llm;
using namespace std::chrono_literals;

namespace {

/// One thing a scripted server does, `after` the thing before.
struct Step {
    std::chrono::milliseconds after;
    std::string bytes;
};

/// A network without a network: plays a script against the receiver's deadlines, on a clock of its own.
class ScriptedTransport : public Transport {
public:
    HttpHead response{200, "text/event-stream", 0};
    std::vector<Step> steps;
    bool breaks = false;  ///< the connection breaks after the last step; else it stays open if `stays_open`
    bool stays_open = false;
    HttpRequest seen;

    Clock::time_point now() const override { return now_; }

    void post(const HttpRequest& request, HttpReceiver& receiver) override {
        seen = request;
        bool has_head = false;
        for (const Step& step : steps) {
            if (!wait_until(now_ + step.after, receiver)) return;
            if (!has_head) receiver.head(response);
            has_head = true;
            receiver.body(step.bytes);
        }
        if (stays_open) {
            wait_until(Clock::time_point::max(), receiver);
            return;
        }
        if (breaks) throw AnswerError("cut", "the connection broke: reset");
        if (!has_head) receiver.head(response);
    }

private:
    /// False when the receiver had enough before.
    bool wait_until(Clock::time_point moment, HttpReceiver& receiver) {
        if (receiver.deadline() <= moment) {
            now_ = receiver.deadline();
            receiver.expired();
            return false;
        }
        now_ = moment;
        return true;
    }

    Clock::time_point now_{};
};

Server server() {
    Server here;
    here.chat = parse_endpoint("http://host/v1/chat/completions?key=hidden");
    here.key = "sk-secret";
    return here;
}

ChatRequest request() {
    ChatRequest chat;
    chat.model = "asked";
    chat.prompt = "hi";
    return chat;
}

std::string delta(const std::string& content) {
    return R"(data: {"choices":[{"index":0,"delta":{"content":")" + content + "\"}}]}\n\n";
}

const std::string stop = "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
const std::string done = "data: [DONE]\n\n";

struct Failure {
    std::string code;
    std::string what;
};

Failure failure_of(ScriptedTransport& transport, const Server& asked = server()) {
    try {
        chat(transport, asked, request(), nullptr);
    } catch (const AnswerError& error) {
        return {error.code(), error.what()};
    }
    return {"none", ""};
}

}  // namespace

TEST_CASE("the text streams, and first word and whole answer are timed", "[client]") {
    ScriptedTransport transport;
    transport.steps = {{100ms, ": waiting\n\n"}, {200ms, delta("Hel")}, {50ms, delta("lo")}, {10ms, stop + done}};
    std::vector<std::string> pieces;
    const ChatAnswer answer =
        chat(transport, server(), request(), [&](std::string_view text) { pieces.emplace_back(text); });
    CHECK(answer.text == "Hello");
    CHECK(pieces == std::vector<std::string>{"Hel", "lo"});
    CHECK(answer.first_token == 300ms);
    CHECK(answer.total == 360ms);
    CHECK(answer.model == "asked");
    CHECK(transport.seen.url == "http://host/v1/chat/completions?key=hidden");
    CHECK(transport.seen.bearer == "sk-secret");
}

TEST_CASE("each limit ends the wait on its own", "[client]") {
    ScriptedTransport transport;
    transport.stays_open = true;
    SECTION("no first word") {
        CHECK(failure_of(transport).what == "http://host/v1/chat/completions: no first word within 120 s");
        CHECK(transport.now() == Clock::time_point{} + 120s);
    }
    SECTION("keep-alive comments are silence") {
        for (int i = 0; i < 100; ++i) transport.steps.push_back({10s, ": ping\n\n"});
        CHECK(failure_of(transport).code == "timeout");
        CHECK(transport.now() == Clock::time_point{} + 120s);
    }
    SECTION("nothing more comes") {
        transport.steps = {{1s, delta("a")}, {1s, delta("b")}};
        for (int i = 0; i < 100; ++i) transport.steps.push_back({1s, ": ping\n\n"});
        CHECK(failure_of(transport).what ==
              "http://host/v1/chat/completions: the answer broke off after 2 bytes: nothing more came for 60 s");
        CHECK(transport.now() == Clock::time_point{} + 62s);
    }
    SECTION("too slow in all") {
        for (int i = 0; i < 100; ++i) transport.steps.push_back({50s, delta("a")});
        CHECK(failure_of(transport).what == "http://host/v1/chat/completions: no whole answer within 600 s");
    }
    SECTION("an error response that does not end") {
        transport.response.status = 500;
        transport.steps = {{1s, "{\"err"}};
        CHECK(failure_of(transport).code == "timeout");
    }
}

TEST_CASE("a whole answer does not wait for the end of the connection", "[client]") {
    ScriptedTransport transport;
    transport.stays_open = true;
    SECTION("after the end marker") {
        transport.steps = {{1s, delta("a") + stop + done}};
        CHECK(failure_of(transport).code == "none");
        CHECK(transport.now() < Clock::time_point{} + 1100ms);
    }
    SECTION("a server without end marker") {
        transport.steps = {{1s, delta("a") + stop}};
        CHECK(failure_of(transport).code == "none");
        CHECK(transport.now() <= Clock::time_point{} + 3s);
    }
    SECTION("a server that pings for ever after its answer") {
        transport.steps = {{1s, delta("a") + stop}};
        for (int i = 0; i < 100; ++i) transport.steps.push_back({1s, ": ping\n\n"});
        CHECK(failure_of(transport).code == "none");
        CHECK(transport.now() <= Clock::time_point{} + 3s);
    }
}

TEST_CASE("a connection that breaks makes an error of half an answer, not of a whole one", "[client]") {
    ScriptedTransport transport;
    transport.breaks = true;
    transport.steps = {{1ms, delta("a")}};
    CHECK(failure_of(transport).what ==
          "http://host/v1/chat/completions: the answer broke off after 1 bytes: the connection broke: reset");
    transport.steps = {{1ms, delta("a") + stop}};
    CHECK(failure_of(transport).code == "none");
    transport.steps = {};
    CHECK(failure_of(transport).what == "http://host/v1/chat/completions: the connection broke: reset");
}

TEST_CASE("a response that ends early is an error although the connection ended well", "[client]") {
    ScriptedTransport transport;
    CHECK(failure_of(transport).code == "cut");
    transport.steps = {{1ms, delta("a") + delta("b")}};
    CHECK(failure_of(transport).what ==
          "http://host/v1/chat/completions: the answer broke off after 2 bytes: the stream ended before the model "
          "finished");
}

TEST_CASE("the key and the query are in no message", "[client]") {
    ScriptedTransport transport;
    transport.response.status = 401;
    transport.steps = {{1ms, R"({"error":{"message":"Incorrect API key provided: sk-secret."}})"}};
    const Failure failure = failure_of(transport);
    CHECK(failure.code == "http-401");
    CHECK(failure.what ==
          "http://host/v1/chat/completions: status 401 not authorised: Incorrect API key provided: [key].");
}

TEST_CASE("a web page is not an answer", "[client]") {
    ScriptedTransport transport;
    transport.response.content_type = "text/html; charset=utf-8";
    transport.steps = {{1ms, "<html>"}};
    CHECK(failure_of(transport).code == "malformed");
}

TEST_CASE("what the reader of the text throws comes through", "[client]") {
    ScriptedTransport transport;
    transport.steps = {{1ms, delta("a") + stop + done}};
    CHECK_THROWS_AS(chat(transport, server(), request(), [](std::string_view) { throw tk::ReaderGone(); }),
                    tk::ReaderGone);
}
