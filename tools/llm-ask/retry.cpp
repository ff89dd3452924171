#include "llm-ask/retry.hpp"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "llm-ask/any_of.hpp"

namespace tk::llm {

Remedy remedy_for(const AnswerError& error) {
    const std::string_view code = error.code();
    if (is_any_of(code, {"context-overflow", "prompt-cut"})) return Remedy::larger;
    if (code == "filtered") return Remedy::none;
    if (is_any_of(code, {"http-408", "http-409", "http-429", "connect", "cut", "malformed", "server-error", "empty"})) {
        return Remedy::same;
    }
    if (code.starts_with("http-5")) return Remedy::same;
    return Remedy::other;  // a silent server stays silent; a spent quota, a wrong key or model stay so
}

bool is_server_fault(const AnswerError& error) {
    return !is_any_of(error.code(), {"context-overflow", "prompt-cut", "filtered", "empty", "length", "http-400",
                                     "http-401", "http-403", "http-404", "http-413", "http-422", "breaker"});
}

std::vector<std::string> refused_options(const AnswerError& error, const ChatRequest& request) {
    std::vector<std::string> options;
    if (!is_any_of(error.code(), {"http-400", "http-422"})) return options;
    const std::string_view text = error.what();
    for (const std::string_view option : {"temperature", "top_k", "top_p", "stream_options", "max_tokens"}) {
        const std::string_view sign = option == "max_tokens" ? "max_completion_tokens" : option;
        if (request.takes(option) && text.find(sign) != std::string_view::npos) options.emplace_back(option);
    }
    return options;
}

std::optional<std::chrono::milliseconds> wait_before_retry(const RetryPolicy& policy, const AnswerError& error,
                                                           std::int64_t attempt, bool has_other, double random) {
    if (remedy_for(error) != Remedy::same || attempt > policy.retries) return std::nullopt;
    if (error.retry_after().count() > 0) {
        if (error.retry_after() > (has_other ? policy.patience : policy.longest_asked)) return std::nullopt;
        return error.retry_after();
    }
    const double longest = static_cast<double>(policy.longest_wait.count());
    const double wait = std::min(
        longest, static_cast<double>(policy.first_wait.count()) * std::pow(2.0, static_cast<double>(attempt - 1)));
    return std::chrono::milliseconds(static_cast<std::int64_t>(wait * (1.0 - 0.25 * random)));
}

}  // namespace tk::llm
