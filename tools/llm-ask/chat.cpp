#include "llm-ask/chat.hpp"

#include <fmt/format.h>

namespace tk::llm {

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
    if (text.find_first_not_of(" \t\r\n") != std::string_view::npos) return;
    if (state.reasoned) {
        throw AnswerError("empty", fmt::format("the model only reasoned and gave no answer (finish: {})", state.finish),
                          "raise --max-tokens: reasoning counts as output");
    }
    throw AnswerError("empty", fmt::format("the model gave an empty answer (finish: {})", state.finish));
}

}  // namespace tk::llm
