#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "llm-ask/chat.hpp"

namespace tk::llm {

/// Body of POST /v1/messages. Its newer models refuse `temperature` together with `top_p`, so api.anthropic.com
/// (`is_anthropic`) gets the first only; other servers of the protocol get both.
std::string anthropic_body(const ChatRequest& request, bool is_anthropic);

/// Decoder for an answer with this Content-Type: an event stream, or one JSON message.
std::unique_ptr<ChatDecoder> anthropic_decoder(std::string_view content_type);

}  // namespace tk::llm
