#pragma once

#include <memory>
#include <string>

#include "llm-ask/chat.hpp"

namespace tk::llm {

/// The line that a local program (provider `cmd:PROGRAM`) gets on stdin: one JSON object with `model`, `system`,
/// `messages`, the numbers, and `schema` and `tools` where there are any.
std::string program_body(const ChatRequest& request);

/// Decoder for what the program prints, JSON Lines: `{"text":"..."}` adds to the answer, `{"thinking":"..."}` does not,
/// `{"tool_calls":[{"id","name","arguments":{...}}]}` asks for calls, `{"error":"..."}` fails, and one of
/// `{"answer":"the whole text"}` and `{"done":true}` ends it; that line may hold `finish`, `model` and
/// `usage` (`prompt_tokens`, `completion_tokens`).
std::unique_ptr<ChatDecoder> program_decoder();

}  // namespace tk::llm
