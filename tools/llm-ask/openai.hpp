#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "core/json.hpp"
#include "llm-ask/chat.hpp"

namespace tk::llm {

/// Body of POST /v1/chat/completions. api.openai.com (`is_openai`) takes `max_completion_tokens` and refuses `top_k`;
/// every other server known to speak the protocol takes `max_tokens` and takes or ignores `top_k`.
std::string openai_body(const ChatRequest& request, bool is_openai);

/// `tool` as a function in the list of tools; Ollama's protocol has the same form.
Value function_value(const ToolSpec& tool);

/// Decoder for an answer with this Content-Type: an event stream, or one JSON object from a server that ignores
/// `stream`.
std::unique_ptr<ChatDecoder> openai_decoder(std::string_view content_type);

}  // namespace tk::llm
