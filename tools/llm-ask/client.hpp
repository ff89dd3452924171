#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>

#include "llm-ask/chat.hpp"
#include "llm-ask/endpoint.hpp"
#include "llm-ask/transport.hpp"

namespace tk::llm {

/// How long to wait. Waiting is measured in pieces of text, not bytes: a server that only sends keep-alive comments is
/// silent. All are finite.
struct Limits {
    std::chrono::milliseconds connect{5'000};
    std::chrono::milliseconds first_token{120'000};  ///< from the start to the first piece
    std::chrono::milliseconds idle{60'000};          ///< between two pieces
    std::chrono::milliseconds total{600'000};        ///< for the whole answer
};

/// A server to ask.
struct Server {
    Provider provider = Provider::openai;
    Endpoint chat;    ///< the address of the call itself, see chat_endpoint
    std::string key;  ///< empty: none
    Limits limits;
};

/// A whole answer.
struct ChatAnswer {
    std::string text;
    std::string model;   ///< as the server names it, else as asked for
    std::string finish;  ///< "stop", or "length" when max_tokens cut it
    Usage usage;
    std::chrono::milliseconds first_token{0};  ///< until the first text
    std::chrono::milliseconds total{0};
};

/// Asks `server`; `on_text` gets the text while it comes. Throws AnswerError with the server's address in front: an
/// answer that broke off is an error however much of it arrived. The key is in no message.
ChatAnswer chat(Transport& transport, const Server& server, const ChatRequest& request,
                const std::function<void(std::string_view)>& on_text);

}  // namespace tk::llm
