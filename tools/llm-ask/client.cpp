#include "llm-ask/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <tuple>

#include "core/version.hpp"
#include "llm-ask/anthropic.hpp"
#include "llm-ask/child.hpp"
#include "llm-ask/ollama.hpp"
#include "llm-ask/openai.hpp"
#include "llm-ask/program_protocol.hpp"
#include "llm-ask/seconds.hpp"
#include "llm-ask/secret.hpp"
#include "llm-ask/server_error.hpp"

namespace tk::llm {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::size_t max_answer = std::size_t{16} << 20;
constexpr std::size_t max_error_body = std::size_t{64} << 10;
/// How long the end marker may take after the model finished, and the end of the response after the end marker. The
/// answer is whole by then; the first wait is for its token counts, the second so that the connection can be used
/// again.
constexpr milliseconds wait_for_marker{2'000};
constexpr milliseconds wait_for_end{50};

std::unique_ptr<ChatDecoder> decoder_for(Provider provider, std::string_view content_type) {
    switch (provider) {
        case Provider::ollama: return ollama_decoder();
        case Provider::anthropic: return anthropic_decoder(content_type);
        case Provider::program: return program_decoder();
        case Provider::openai:
        case Provider::builtin: break;
    }
    return openai_decoder(content_type);
}

/// One answer while it arrives.
class Exchange : public HttpReceiver {
public:
    Exchange(const Network& network, const Server& server, const Sink& sink)
        : network_(network),
          server_(server),
          sink_(sink),
          text_filter_(server.key),
          thought_filter_(server.key),
          start_(network.now()),
          last_piece_(start_) {}

    void head(const HttpHead& head) override {
        head_ = head;
        if (head.status != 200) return;
        if (head.content_type.starts_with("text/html")) {
            throw AnswerError("malformed", "the server sent a web page, not an answer", "check --url and --provider");
        }
        decoder_ = decoder_for(server_.provider, head.content_type);
    }

    void body(std::string_view bytes) override {
        if (!decoder_) {
            error_body_ += bytes.substr(0, max_error_body - std::min(max_error_body, error_body_.size()));
            return;
        }
        const StreamState& state = decoder_->state();
        const auto progress = [&state] { return std::tuple{state.deltas, state.is_whole, state.is_over}; };
        const auto before = progress();
        const std::size_t thought = state.thinking.size();
        const std::string text = decoder_->feed(bytes);
        if (progress() != before) last_piece_ = network_.now();
        if (state.deltas > 0 && !first_piece_) first_piece_ = network_.now();
        if (state.thinking.size() > thought) {
            take_thought(thought_filter_.pass(std::string_view(state.thinking).substr(thought)));
        }
        take(text_filter_.pass(text));
    }

    Clock::time_point deadline() const override {
        const Clock::time_point total = start_ + server_.limits.total;
        if (decoder_ && decoder_->state().is_over) return last_piece_ + wait_for_end;
        if (decoder_ && decoder_->state().is_whole) return std::min(total, last_piece_ + wait_for_marker);
        if (decoder_ && decoder_->state().deltas > 0) return std::min(total, last_piece_ + server_.limits.idle);
        return std::min(total, start_ + server_.limits.first_token);
    }

    void expired() override {
        if (is_whole()) return;
        const Limits& limits = server_.limits;
        if (network_.now() >= start_ + limits.total) {
            throw AnswerError("timeout", fmt::format("no whole answer within {:g} s", in_seconds(limits.total)),
                              "--total-timeout SECONDS waits longer");
        }
        if (decoder_ && decoder_->state().deltas > 0) {
            throw AnswerError("timeout",
                              fmt::format("the answer broke off after {} bytes: nothing more came for {:g} s",
                                          text_.size(), in_seconds(limits.idle)),
                              "--idle-timeout SECONDS waits longer");
        }
        throw AnswerError("timeout", fmt::format("no first word within {:g} s", in_seconds(limits.first_token)),
                          "--first-token-timeout SECONDS waits longer (a long prompt on a slow machine needs it)");
    }

    bool is_whole() const { return decoder_ && decoder_->state().is_whole; }

    /// `error` of the network, with how much of the answer came before.
    AnswerError told_how_far(const AnswerError& error) const {
        if (text_.empty() || error.code() != "cut") return error;
        return {error.code(), fmt::format("the answer broke off after {} bytes: {}", text_.size(), error.what()),
                error.advice(), error.retry_after()};
    }

    /// The answer, once the response ended.
    ChatAnswer result(const ChatRequest& request) {
        if (!decoder_) throw http_failure(head_.status, error_body_, head_.retry_after);
        take_thought(thought_filter_.rest());
        take(text_filter_.pass(decoder_->finish()) + text_filter_.rest());
        const StreamState& state = decoder_->state();
        require_whole(state, text_);
        ChatAnswer answer;
        answer.text = text_;
        answer.thinking = thinking_;
        answer.calls = state.calls;
        for (ToolCall& call : answer.calls) {
            for (std::string* const part : {&call.id, &call.name, &call.arguments}) *part = filtered(*part);
        }
        answer.exhausted_for = head_.exhausted_for;
        answer.model = state.model.empty() ? request.model : filtered(state.model);
        answer.finish = filtered(state.finish);
        answer.usage = state.usage;
        answer.total = duration_cast<milliseconds>(network_.now() - start_);
        answer.first_token = duration_cast<milliseconds>(first_piece_.value_or(network_.now()) - start_);
        return answer;
    }

private:
    /// `text` without the key, which a server may repeat wherever it likes.
    std::string filtered(std::string_view text) const {
        KeyFilter filter(server_.key);
        std::string shown = filter.pass(text);
        return shown += filter.rest();
    }

    void take_thought(const std::string& text) {
        if (text.empty()) return;
        thinking_ += text;
        if (sink_.thinking) sink_.thinking(text);
    }

    void take(const std::string& text) {
        if (text.empty()) return;
        if (text_.size() + text.size() > max_answer) {
            throw AnswerError("malformed", fmt::format("the answer is longer than {} bytes", max_answer));
        }
        text_ += text;
        if (sink_.text) sink_.text(text);
    }

    const Network& network_;
    const Server& server_;
    const Sink& sink_;
    KeyFilter text_filter_;
    KeyFilter thought_filter_;
    Clock::time_point start_;
    Clock::time_point last_piece_;
    std::optional<Clock::time_point> first_piece_;
    HttpHead head_;
    std::unique_ptr<ChatDecoder> decoder_;  // none until a head with status 200
    std::string error_body_;
    std::string text_;
    std::string thinking_;
};

std::string body_for(const Server& server, const ChatRequest& request) {
    switch (server.provider) {
        case Provider::ollama: return ollama_body(request);
        case Provider::anthropic: return anthropic_body(request, server.chat.host() == anthropic_host);
        case Provider::program: return program_body(request);
        case Provider::openai:
        case Provider::builtin: break;
    }
    return openai_body(request, server.chat.host() == openai_host);
}

Task<void> exchange(Network& network, const Server& server, const ChatRequest& request, Exchange& receiver) {
    if (server.provider == Provider::program) {
        receiver.head({200, "application/x-ndjson", {}, {}});
        const int status = co_await run_program(network, server.program, body_for(server, request), receiver, false);
        if (status != 0 && !receiver.is_whole()) {
            throw AnswerError("cut", fmt::format("the program ended with status {}", status),
                              "what it printed says why");
        }
        co_return;
    }
    HttpRequest http = request_to(server, server.chat);
    http.body = body_for(server, request);
    http.headers.emplace_back("Accept",
                              server.provider == Provider::ollama ? "application/x-ndjson" : "text/event-stream");
    Exchanged exchanged{network, std::move(http), receiver};
    co_await exchanged;
}

}  // namespace

std::string Server::shown() const {
    return provider == Provider::program ? (program.empty() ? std::string("cmd") : program.front()) : chat.shown();
}

HttpRequest request_to(const Server& server, const Endpoint& endpoint) {
    HttpRequest http;
    http.url = endpoint.text();
    http.headers = {{"Content-Type", "application/json"}, {"User-Agent", std::string("turnkit/") + version}};
    if (server.provider == Provider::anthropic) {
        http.headers.emplace_back("anthropic-version", "2023-06-01");
        if (!server.key.empty()) http.secret = {"x-api-key", server.key};
    } else if (!server.key.empty()) {
        http.secret = {"Authorization", "Bearer " + server.key};
    }
    http.connect_limit = server.limits.connect;
    return http;
}

Task<ChatAnswer> chat(Network& network, const Server& server, const ChatRequest& request, const Sink& sink) {
    Exchange receiver(network, server, sink);
    try {
        try {
            co_await exchange(network, server, request, receiver);
        } catch (const AnswerError& error) {
            // A connection that breaks after the model finished took nothing away.
            if (!receiver.is_whole()) throw receiver.told_how_far(error);
        }
        co_return receiver.result(request);
    } catch (const AnswerError& error) {
        throw AnswerError(error.code(), without_key(server.shown() + ": " + error.what(), server.key),
                          without_key(error.advice(), server.key), error.retry_after());
    }
}

}  // namespace tk::llm
