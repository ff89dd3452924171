#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "llm-ask/answering.hpp"

namespace tk::llm {

/// How like two prompts must be, beside having the same content words, for one to get the other's answer.
inline constexpr double least_similarity = 0.95;

/// The answer that is kept for this request to the first model of the chain, or for one that means the same; nothing
/// when there is none, when the cache is off or there is no database.
Task<std::optional<Answer>> cached_answer(Desk& desk, const Candidate& model, const ChatRequest& request);

/// Keeps the answer for the time of --cache-ttl.
Task<void> keep_answer(Desk& desk, const Candidate& model, const ChatRequest& request, const Answer& answer);

/// Cosine of the angle between two vectors; 0 where they cannot be compared.
double similarity(const std::vector<float>& a, const std::vector<float>& b);

/// Vectors as the database keeps them: base64 of little-endian float32, which is also how OpenAI's protocol sends them.
std::string vector_text(const std::vector<float>& vector);
/// The inverse of vector_text; nothing when the text is none.
std::optional<std::vector<float>> vector_of(std::string_view text);

/// True when a kept answer to `kept` may answer `prompt`: the same content words, numbers and negations in the same
/// order, and vectors that are alike.
bool means_the_same(std::string_view prompt, const std::vector<float>& vector, std::string_view kept,
                    const std::vector<float>& kept_vector);

}  // namespace tk::llm
