#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "llm-ask/answer_error.hpp"

namespace tk::llm {

/// A picture as the protocols carry it.
struct Picture {
    std::string media_type;  ///< "image/png", "image/jpeg"...
    std::string base64;
};

/// A function that the model wants called.
struct ToolCall {
    std::string id;  ///< as the server gave it; never empty in an answer
    std::string name;
    std::string arguments;  ///< JSON text; what the model wrote, perhaps not even JSON

    bool operator==(const ToolCall&) const = default;
};

/// A function that is offered to the model.
struct ToolSpec {
    std::string name;
    std::string description;
    std::string parameters;  ///< JSON Schema of the arguments, as text
};

/// One turn of a conversation.
struct Message {
    enum class Role { user, assistant, tool };

    Role role = Role::user;
    std::string content;
    std::vector<Picture> pictures;  ///< user only
    std::vector<ToolCall> calls;    ///< assistant only
    ToolCall answers;               ///< tool only: the call that `content` is the result of
};

/// What a model is asked: one system text, what was said so far, and how to write.
struct ChatRequest {
    std::string model;
    std::string system;  ///< empty: none
    std::vector<Message> messages;
    std::int64_t max_tokens = 150;
    double temperature = 0.75;
    std::int64_t top_k = 40;
    double top_p = 0.9;
    std::int64_t context = 4096;  ///< tokens of prompt and answer together, where the protocol can say it (Ollama)
    std::string schema;           ///< JSON Schema that the answer must fit, as text; empty: free text
    std::vector<ToolSpec> tools;
    /// Options by the names of the protocols ("temperature") that the server is known to refuse: they are left out.
    std::set<std::string, std::less<>> refused;

    bool takes(std::string_view option) const { return !refused.contains(option); }

    /// Bytes of all texts that the model reads, pictures left out.
    std::size_t prompt_bytes() const;
};

/// What the user says, without pictures.
Message user_message(std::string text);

/// Tokens as the server counted them; unknown where it did not say.
struct Usage {
    std::optional<std::int64_t> prompt_tokens;
    std::optional<std::int64_t> completion_tokens;
};

/// How far a streamed answer is.
struct StreamState {
    bool is_whole = false;     ///< the server said that the model finished; only then is the text an answer
    bool is_over = false;      ///< the end marker came: nothing more will follow
    std::uint64_t deltas = 0;  ///< pieces of text, reasoning or calls so far (not comments and empty events)
    std::string thinking;      ///< what the model reasoned beside the answer
    std::string finish;        ///< why the model stopped: "stop", "length", "tool_calls", "content_filter"
    std::string model;         ///< as the server names it; empty when it does not
    Usage usage;
    std::vector<ToolCall> calls;
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

    /// Notes reasoning of the model; empty text counts for nothing.
    void think(std::string_view text);
    /// An id for the next call, which the server gave none.
    std::string call_id() const { return "call_" + std::to_string(state_.calls.size()); }

    StreamState state_;
};

/// The text of the answer of `decoder`, whose body ended: throws AnswerError (`cut`, `filtered`, `empty`) when it is
/// not a whole answer. `text` is all it gave.
void require_whole(const StreamState& state, std::string_view text);

}  // namespace tk::llm
