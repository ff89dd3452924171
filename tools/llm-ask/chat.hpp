#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "llm-ask/answer_error.hpp"

namespace tk::llm {

/// What a model is asked: one system text, one prompt, and how to write.
struct ChatRequest {
    std::string model;
    std::string system;  ///< empty: none
    std::string prompt;
    std::int64_t max_tokens = 150;
    double temperature = 0.75;
    std::int64_t top_k = 40;
    double top_p = 0.9;
    std::int64_t context = 4096;  ///< tokens of prompt and answer together, where the protocol can say it (Ollama)
};

/// Tokens as the server counted them; unknown where it did not say.
struct Usage {
    std::optional<std::int64_t> prompt_tokens;
    std::optional<std::int64_t> completion_tokens;
};

/// How far a streamed answer is.
struct StreamState {
    bool is_whole = false;     ///< the server said that the model finished; only then is the text an answer
    bool is_over = false;      ///< the end marker came: nothing more will follow
    std::uint64_t deltas = 0;  ///< pieces of text or reasoning so far (not comments and empty events)
    bool reasoned = false;     ///< the model streamed reasoning beside the answer
    std::string finish;        ///< why the model stopped: "stop", "length"...
    std::string model;         ///< as the server names it; empty when it does not
    Usage usage;
};

/// Turns the body of a successful response into text, fed with bytes that may be split anywhere. Pure: no clock, no
/// network.
class ChatDecoder {
public:
    virtual ~ChatDecoder() = default;
    /// The text that `bytes` adds to the answer. Throws AnswerError when the server reports an error inside the stream
    /// or sends what is not its protocol.
    virtual std::string feed(std::string_view bytes) = 0;
    /// The text that the end of the body adds. Whether the answer is whole is in `state()`.
    virtual std::string finish() = 0;

    const StreamState& state() const { return state_; }

protected:
    ChatDecoder() = default;
    ChatDecoder(const ChatDecoder&) = default;
    ChatDecoder& operator=(const ChatDecoder&) = default;

    StreamState state_;
};

/// The text of the answer of `decoder`, whose body ended: throws AnswerError (`cut`, `filtered`, `empty`) when it is
/// not a whole answer. `text` is all it gave.
void require_whole(const StreamState& state, std::string_view text);

}  // namespace tk::llm
