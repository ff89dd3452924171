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
class ScriptedNetwork : public Network {
public:
    HttpHead response{200, "text/event-stream", {}, {}};
    std::vector<Step> steps;
    bool breaks = false;  ///< the connection breaks after the last step; else it stays open if `stays_open`
    bool stays_open = false;
    HttpRequest seen;

    Clock::time_point now() const override { return now_; }

    void post(HttpRequest request, HttpReceiver& receiver, Done done) override {
        seen = std::move(request);
        std::exception_ptr failure;
        try {
            play(receiver);
        } catch (...) {
            failure = std::current_exception();
        }
        due_ = [done, failure] { done(failure); };
    }
    void at(Clock::time_point moment, std::function<void()> call) override {
        now_ = std::max(now_, moment);
        due_ = std::move(call);
    }
    void when_ready(int, short, Clock::time_point, std::function<void(bool)>) override { FAIL("nothing to wait for"); }
    void step() override {
        const auto call = std::exchange(due_, nullptr);
        REQUIRE(call);
        call();
    }

private:
    void play(HttpReceiver& receiver) {
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
    std::function<void()> due_;
};

ChatAnswer ask(Network& network, const Server& server, const ChatRequest& request, const Sink& sink) {
    return run(network, chat(network, server, request, sink));
}

Server server() {
    Server here;
    here.chat = parse_endpoint("http://host/v1/chat/completions?key=hidden");
    here.key = "sk-secret";
    return here;
}

ChatRequest request() {
    ChatRequest chat;
    chat.model = "asked";
    chat.messages = {user_message("hi")};
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

Failure failure_of(ScriptedNetwork& network, const Server& asked = server()) {
    try {
        ask(network, asked, request(), Sink{});
    } catch (const AnswerError& error) {
        return {error.code(), error.what()};
    }
    return {"none", ""};
}

}  // namespace

TEST_CASE("the text streams, and first word and whole answer are timed", "[client]") {
    ScriptedNetwork network;
    network.steps = {{100ms, ": waiting\n\n"}, {200ms, delta("Hel")}, {50ms, delta("lo")}, {10ms, stop + done}};
    std::vector<std::string> pieces;
    const ChatAnswer answer =
        ask(network, server(), request(), Sink{[&](std::string_view text) { pieces.emplace_back(text); }, {}, {}});
    CHECK(answer.text == "Hello");
    CHECK(pieces == std::vector<std::string>{"Hel", "lo"});
    CHECK(answer.first_token == 300ms);
    CHECK(answer.total == 360ms);
    CHECK(answer.model == "asked");
    CHECK(network.seen.url == "http://host/v1/chat/completions?key=hidden");
    CHECK(network.seen.secret.second == "Bearer sk-secret");
}

TEST_CASE("each limit ends the wait on its own", "[client]") {
    ScriptedNetwork network;
    network.stays_open = true;
    SECTION("no first word") {
        CHECK(failure_of(network).what == "http://host/v1/chat/completions: no first word within 90 s");
        CHECK(network.now() == Clock::time_point{} + 90s);
    }
    SECTION("keep-alive comments are silence") {
        for (int i = 0; i < 100; ++i) network.steps.push_back({10s, ": ping\n\n"});
        CHECK(failure_of(network).code == "timeout");
        CHECK(network.now() == Clock::time_point{} + 90s);
    }
    SECTION("nothing more comes") {
        network.steps = {{1s, delta("a")}, {1s, delta("b")}};
        for (int i = 0; i < 100; ++i) network.steps.push_back({1s, ": ping\n\n"});
        CHECK(failure_of(network).what ==
              "http://host/v1/chat/completions: the answer broke off after 2 bytes: nothing more came for 60 s");
        CHECK(network.now() == Clock::time_point{} + 62s);
    }
    SECTION("too slow in all") {
        for (int i = 0; i < 100; ++i) network.steps.push_back({50s, delta("a")});
        CHECK(failure_of(network).what == "http://host/v1/chat/completions: no whole answer within 600 s");
    }
    SECTION("an error response that does not end") {
        network.response.status = 500;
        network.steps = {{1s, "{\"err"}};
        CHECK(failure_of(network).code == "timeout");
    }
}

TEST_CASE("a whole answer does not wait for the end of the connection", "[client]") {
    ScriptedNetwork network;
    network.stays_open = true;
    SECTION("after the end marker") {
        network.steps = {{1s, delta("a") + stop + done}};
        CHECK(failure_of(network).code == "none");
        CHECK(network.now() < Clock::time_point{} + 1100ms);
    }
    SECTION("a server without end marker") {
        network.steps = {{1s, delta("a") + stop}};
        CHECK(failure_of(network).code == "none");
        CHECK(network.now() <= Clock::time_point{} + 3s);
    }
    SECTION("a server that pings for ever after its answer") {
        network.steps = {{1s, delta("a") + stop}};
        for (int i = 0; i < 100; ++i) network.steps.push_back({1s, ": ping\n\n"});
        CHECK(failure_of(network).code == "none");
        CHECK(network.now() <= Clock::time_point{} + 3s);
    }
}

TEST_CASE("a connection that breaks makes an error of half an answer, not of a whole one", "[client]") {
    ScriptedNetwork network;
    network.breaks = true;
    network.steps = {{1ms, delta("a")}};
    CHECK(failure_of(network).what ==
          "http://host/v1/chat/completions: the answer broke off after 1 bytes: the connection broke: reset");
    network.steps = {{1ms, delta("a") + stop}};
    CHECK(failure_of(network).code == "none");
    network.steps = {};
    CHECK(failure_of(network).what == "http://host/v1/chat/completions: the connection broke: reset");
}

TEST_CASE("a response that ends early is an error although the connection ended well", "[client]") {
    ScriptedNetwork network;
    CHECK(failure_of(network).code == "cut");
    network.steps = {{1ms, delta("a") + delta("b")}};
    CHECK(failure_of(network).what ==
          "http://host/v1/chat/completions: the answer broke off after 2 bytes: the stream ended before the model "
          "finished");
}

TEST_CASE("the key and the query are in no message", "[client]") {
    ScriptedNetwork network;
    network.response.status = 401;
    network.steps = {{1ms, R"({"error":{"message":"Incorrect API key provided: sk-secret."}})"}};
    const Failure failure = failure_of(network);
    CHECK(failure.code == "http-401");
    CHECK(failure.what ==
          "http://host/v1/chat/completions: status 401 not authorised: Incorrect API key provided: [key].");
}

TEST_CASE("a web page is not an answer", "[client]") {
    ScriptedNetwork network;
    network.response.content_type = "text/html; charset=utf-8";
    network.steps = {{1ms, "<html>"}};
    CHECK(failure_of(network).code == "malformed");
}

TEST_CASE("what the reader of the text throws comes through", "[client]") {
    ScriptedNetwork network;
    network.steps = {{1ms, delta("a") + stop + done}};
    CHECK_THROWS_AS(ask(network, server(), request(), Sink{[](std::string_view) { throw tk::ReaderGone(); }, {}, {}}),
                    tk::ReaderGone);
}
