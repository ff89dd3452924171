#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "llm-ask/chat.hpp"
#include "llm-ask/endpoint.hpp"
#include "llm-ask/network.hpp"
#include "llm-ask/waits.hpp"

namespace tk::llm {

/// How long to wait. Waiting is measured in pieces of text, not bytes: a server that only sends keep-alive comments is
/// silent. All are finite.
struct Limits {
    std::chrono::milliseconds connect = connect_wait;
    std::chrono::milliseconds first_token = first_token_wait;  ///< from the start to the first piece
    std::chrono::milliseconds idle = idle_wait;                ///< between two pieces
    std::chrono::milliseconds total = total_wait;              ///< for the whole answer
};

/// A server, or a local program, to ask.
struct Server {
    Provider provider = Provider::openai;
    Endpoint chat;                     ///< the address of the call itself, see chat_endpoint
    std::vector<std::string> program;  ///< its words, for Provider::program
    std::string key;                   ///< empty: none
    Limits limits;

    /// What messages call it: the address without its query, or the program.
    std::string shown() const;
};

/// A whole answer.
struct ChatAnswer {
    std::string text;
    std::string thinking;
    std::vector<ToolCall> calls;
    std::string model;   ///< as the server names it, else as asked for
    std::string finish;  ///< "stop", "length" when max_tokens cut it, "tool_calls"
    Usage usage;
    std::chrono::milliseconds first_token{0};  ///< until the first text or reasoning
    std::chrono::milliseconds total{0};
    std::chrono::milliseconds exhausted_for{0};  ///< see HttpHead
};

/// Where an answer goes while it comes; each may be empty.
struct Sink {
    std::function<void(std::string_view)> text;
    std::function<void(std::string_view)> thinking;
    std::function<void()> restart;  ///< what came so far is void: the answer begins anew
};

/// Asks `server` once. Throws AnswerError with the server's address in front: an answer that broke off is an error
/// however much of it arrived. The key is in no message. All arguments must outlive the task.
Task<ChatAnswer> chat(Network& network, const Server& server, const ChatRequest& request, const Sink& sink);

/// The headers that every request to `server` has, the key as its secret.
HttpRequest request_to(const Server& server, const Endpoint& endpoint);

}  // namespace tk::llm
