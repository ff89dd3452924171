#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "llm-ask/candidate.hpp"

namespace tk::llm {

/// The vector that `model` gives for `text` (Ollama's /api/embed, or /v1/embeddings). Throws AnswerError.
Task<std::vector<float>> embed(Network& network, const Candidate& model, const std::string& text);

/// The first vector in an answer of either protocol: numbers, or base64 of little-endian float32. Throws AnswerError.
std::vector<float> embedding_of(std::string_view body);

}  // namespace tk::llm
