#pragma once

#include <memory>
#include <string>

#include "llm-ask/chat.hpp"

namespace tk::llm {

/// Body of POST /api/chat. `num_ctx` is always set: without it the server cuts long prompts at the front at 4,096
/// tokens and answers 200. `truncate` and `shift` ask servers that know them to refuse such a prompt instead.
std::string ollama_body(const ChatRequest& request);

/// Decoder for the lines of /api/chat (also the single line of an answer that is not streamed).
std::unique_ptr<ChatDecoder> ollama_decoder();

}  // namespace tk::llm
