#pragma once

#include <cstdint>
#include <optional>

#include "llm-ask/chat.hpp"

namespace tk::llm {

/// Our own estimate of a prompt's tokens. No tokeniser is asked: bytes over a ratio, that of the model's past answers
/// where it is known.
struct Estimate {
    std::int64_t likely = 0;
    std::int64_t least = 0;  ///< it has hardly fewer
};

/// `ratio`: bytes for each token the model counted before.
Estimate estimate_tokens(std::size_t prompt_bytes, std::optional<double> ratio);

/// True when a prompt of that estimate cannot fit `context` tokens beside an answer.
bool is_too_long(const Estimate& estimate, std::int64_t context);

/// Shortens the last user message from its front, at a line's start where there is one, until the prompt likely fits
/// beside `max_tokens` of answer; the system text and the end of the message stay. Returns the bytes left out, or
/// nothing when that is not enough.
std::optional<std::size_t> trim_to_fit(ChatRequest& request, std::int64_t context, std::optional<double> ratio);

/// True when the server's own count shows that it read only a part of the prompt: Ollama cuts at the front to fill its
/// context, or half of it (ollama/ollama#17427), and answers 200. `context`: where it is known.
bool was_cut(std::size_t prompt_bytes, std::int64_t counted, std::optional<std::int64_t> context,
             std::optional<double> ratio);

}  // namespace tk::llm
