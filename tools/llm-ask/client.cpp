#include "llm-ask/client.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "core/version.hpp"
#include "llm-ask/ollama.hpp"
#include "llm-ask/openai.hpp"
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

double seconds(milliseconds time) {
    return static_cast<double>(time.count()) / 1000.0;
}

/// One answer while it arrives.
class Exchange : public HttpReceiver {
public:
    Exchange(const Transport& transport, const Server& server, const std::function<void(std::string_view)>& on_text)
        : transport_(transport), server_(server), on_text_(on_text), start_(transport.now()), last_piece_(start_) {}

    void head(const HttpHead& head) override {
        head_ = head;
        if (head.status != 200) return;
        if (head.content_type.starts_with("text/html")) {
            throw AnswerError("malformed", "the server sent a web page, not an answer", "check --url and --provider");
        }
        decoder_ = server_.provider == Provider::ollama ? ollama_decoder() : openai_decoder(head.content_type);
    }

    void body(std::string_view bytes) override {
        if (!decoder_) {
            error_body_ += bytes.substr(0, max_error_body - std::min(max_error_body, error_body_.size()));
            return;
        }
        const StreamState before = decoder_->state();
        take(decoder_->feed(bytes));
        const StreamState& after = decoder_->state();
        const bool went_on =
            after.deltas != before.deltas || after.is_whole != before.is_whole || after.is_over != before.is_over;
        if (went_on) last_piece_ = transport_.now();
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
        if (transport_.now() >= start_ + limits.total) {
            throw AnswerError("timeout", fmt::format("no whole answer within {:g} s", seconds(limits.total)),
                              "--total-timeout SECONDS waits longer");
        }
        if (decoder_ && decoder_->state().deltas > 0) {
            throw AnswerError("timeout",
                              fmt::format("the answer broke off after {} bytes: nothing more came for {:g} s",
                                          text_.size(), seconds(limits.idle)),
                              "--idle-timeout SECONDS waits longer");
        }
        throw AnswerError("timeout", fmt::format("no first word within {:g} s", seconds(limits.first_token)),
                          "--first-token-timeout SECONDS waits longer (a long prompt on a slow machine needs it)");
    }

    bool is_whole() const { return decoder_ && decoder_->state().is_whole; }

    /// `error` of the network, with how much of the answer came before.
    AnswerError told_how_far(const AnswerError& error) const {
        if (text_.empty() || error.code() != "cut") return error;
        return {error.code(), fmt::format("the answer broke off after {} bytes: {}", text_.size(), error.what()),
                error.advice()};
    }

    /// The answer, once the response ended.
    ChatAnswer result(const ChatRequest& request) {
        if (!decoder_) throw http_failure(head_.status, error_body_, head_.retry_after);
        take(decoder_->finish());
        const StreamState& state = decoder_->state();
        require_whole(state, text_);
        ChatAnswer answer;
        answer.text = text_;
        answer.model = state.model.empty() ? request.model : state.model;
        answer.finish = state.finish;
        answer.usage = state.usage;
        answer.total = duration_cast<milliseconds>(transport_.now() - start_);
        answer.first_token = duration_cast<milliseconds>(first_text_.value_or(start_) - start_);
        return answer;
    }

private:
    void take(const std::string& text) {
        if (text.empty()) return;
        if (!first_text_) first_text_ = transport_.now();
        if (text_.size() + text.size() > max_answer) {
            throw AnswerError("malformed", fmt::format("the answer is longer than {} bytes", max_answer));
        }
        text_ += text;
        if (on_text_) on_text_(text);
    }

    const Transport& transport_;
    const Server& server_;
    const std::function<void(std::string_view)>& on_text_;
    Clock::time_point start_;
    Clock::time_point last_piece_;
    std::optional<Clock::time_point> first_text_;
    HttpHead head_;
    std::unique_ptr<ChatDecoder> decoder_;  // none until a head with status 200
    std::string error_body_;
    std::string text_;
};

HttpRequest http_request(const Server& server, const ChatRequest& request) {
    HttpRequest http;
    http.url = server.chat.text();
    http.body = server.provider == Provider::ollama ? ollama_body(request)
                                                    : openai_body(request, server.chat.host() == "api.openai.com");
    http.headers = {{"Content-Type", "application/json"},
                    {"Accept", server.provider == Provider::ollama ? "application/x-ndjson" : "text/event-stream"},
                    {"User-Agent", std::string("turnkit/") + version}};
    http.bearer = server.key;
    http.connect_limit = server.limits.connect;
    return http;
}

}  // namespace

ChatAnswer chat(Transport& transport, const Server& server, const ChatRequest& request,
                const std::function<void(std::string_view)>& on_text) {
    Exchange exchange(transport, server, on_text);
    try {
        try {
            transport.post(http_request(server, request), exchange);
        } catch (const AnswerError& error) {
            // A connection that breaks after the model finished took nothing away.
            if (!exchange.is_whole()) throw exchange.told_how_far(error);
        }
        return exchange.result(request);
    } catch (const AnswerError& error) {
        throw AnswerError(error.code(), without_key(server.chat.shown() + ": " + error.what(), server.key),
                          without_key(error.advice(), server.key));
    }
}

}  // namespace tk::llm
