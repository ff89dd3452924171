#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "llm-ask/answer_error.hpp"
#include "llm-ask/chat.hpp"

namespace tk::llm {

/// What can be done about an answer that could not be had.
enum class Remedy {
    same,    ///< the same model may answer the next time
    other,   ///< asking this model again will not help now; another may answer
    larger,  ///< the prompt does not fit this model; one with more context may answer
    none,    ///< the request itself is at fault: no model should be asked again
};

/// What helps against a failure.
Remedy remedy_for(const AnswerError& error);

/// True for failures that say something about the server's health (and count for its breaker): not those that the
/// request brought on itself.
bool is_server_fault(const AnswerError& error);

/// The options of `request` that a server (status 400 or 422) says it does not take, by name: temperature, top_k,
/// top_p, stream_options, and max_tokens where it wants max_completion_tokens. Reasoning models refuse the first,
/// strict servers those that they do not know; the request can be sent again without.
std::vector<std::string> refused_options(const AnswerError& error, const ChatRequest& request);

/// How patient to be.
struct RetryPolicy {
    std::int64_t retries = 2;                         ///< tries of one model after its first
    std::chrono::milliseconds first_wait{500};        ///< doubled at each further one
    std::chrono::milliseconds longest_wait{8'000};    ///< where the server does not say
    std::chrono::milliseconds longest_asked{60'000};  ///< a server that asks for more is not waited for
    std::chrono::milliseconds patience{5'000};        ///< the same while another model is left to ask
};

/// How long to wait before try `attempt + 1` of the same model, `attempt` counted from 1 for the first; nothing when it
/// should not be asked again. `has_other`: another model is left. `random` in 0..1: jitter takes up to a quarter off a
/// wait of our own and never anything off one the server asked for (openai-python does the same).
std::optional<std::chrono::milliseconds> wait_before_retry(const RetryPolicy& policy, const AnswerError& error,
                                                           std::int64_t attempt, bool has_other, double random);

}  // namespace tk::llm
