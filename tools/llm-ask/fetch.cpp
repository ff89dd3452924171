#include "llm-ask/fetch.hpp"

#include "llm-ask/secret.hpp"
#include "llm-ask/server_error.hpp"

namespace tk::llm {

namespace {

constexpr std::size_t most_bytes = std::size_t{64} << 20;

class WholeBody : public HttpReceiver {
public:
    explicit WholeBody(Clock::time_point deadline) : deadline_(deadline) {}

    void head(const HttpHead& head) override { head_ = head; }
    void body(std::string_view bytes) override {
        if (body_.size() + bytes.size() > most_bytes) throw AnswerError("malformed", "the answer is too long");
        body_ += bytes;
    }
    Clock::time_point deadline() const override { return deadline_; }
    void expired() override { throw AnswerError("timeout", "no answer in time"); }

    std::string take() {
        if (head_.status != 200) throw http_failure(head_.status, body_, head_.retry_after);
        return std::move(body_);
    }

private:
    Clock::time_point deadline_;
    HttpHead head_;
    std::string body_;
};

}  // namespace

Task<std::string> fetch(Network& network, const Server& server, const Endpoint& endpoint, std::string body) {
    HttpRequest request = request_to(server, endpoint);
    request.is_get = body.empty();
    request.body = std::move(body);
    WholeBody receiver(network.now() + std::min(server.limits.first_token, server.limits.total));
    try {
        Exchanged exchanged{network, std::move(request), receiver};
        co_await exchanged;
        KeyFilter filter(server.key);
        const std::string shown = filter.pass(receiver.take());
        co_return shown + filter.rest();
    } catch (const AnswerError& error) {
        throw AnswerError(error.code(), without_key(endpoint.shown() + ": " + error.what(), server.key),
                          without_key(error.advice(), server.key), error.retry_after());
    }
}

}  // namespace tk::llm
