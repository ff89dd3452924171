#include "llm-ask/chat.hpp"

#include <fmt/format.h>

namespace tk::llm {

std::size_t ChatRequest::prompt_bytes() const {
    std::size_t bytes = system.size();
    for (const Message& message : messages) {
        bytes += message.content.size();
        for (const ToolCall& call : message.calls) bytes += call.arguments.size();
    }
    for (const ToolSpec& tool : tools) bytes += tool.description.size() + tool.parameters.size();
    return bytes;
}

Message user_message(std::string text) {
    Message message;
    message.content = std::move(text);
    return message;
}

void ChatDecoder::think(std::string_view text) {
    if (text.empty()) return;
    state_.thinking += text;
    ++state_.deltas;
}

void require_whole(const StreamState& state, std::string_view text) {
    if (!state.is_whole) {
        throw AnswerError(
            "cut",
            fmt::format("the answer broke off after {} bytes: the stream ended before the model finished", text.size()),
            "ask again; the server's log may say why it stopped");
    }
    if (state.finish == "content_filter") {
        throw AnswerError("filtered", "the server's content filter stopped the answer");
    }
    if (!state.calls.empty() || text.find_first_not_of(" \t\r\n") != std::string_view::npos) return;
    if (state.finish == "length") {
        throw AnswerError("length", "the model used up its tokens before it answered",
                          "raise --max-tokens: reasoning counts as output, also where the server does not show it");
    }
    if (!state.thinking.empty()) {
        throw AnswerError("empty",
                          fmt::format("the model only reasoned and gave no answer (finish: {})", state.finish));
    }
    throw AnswerError("empty", fmt::format("the model gave an empty answer (finish: {})", state.finish));
}

}  // namespace tk::llm
