#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace tk::llm {

using Clock = std::chrono::steady_clock;

/// One HTTP POST.
struct HttpRequest {
    std::string url;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string bearer;  ///< key for the Authorization header; empty: none. Never printed.
    std::chrono::milliseconds connect_limit{5000};
};

/// What is known of a response before its body.
struct HttpHead {
    int status = 0;
    std::string content_type;
    long retry_after = 0;  ///< seconds; 0: the server did not say
};

/// Takes a response while it arrives, and decides how long to wait.
class HttpReceiver {
public:
    virtual ~HttpReceiver() = default;
    /// Called once, before the first byte of the body.
    virtual void head(const HttpHead& head) = 0;
    /// Called with each piece of the body. What it throws ends the exchange and comes out of `post`.
    virtual void body(std::string_view bytes) = 0;
    /// When `expired` is to be called if nothing happens before; asked again after each piece.
    virtual Clock::time_point deadline() const = 0;
    /// The deadline passed: throws, or returns when enough has arrived and the exchange may end.
    virtual void expired() = 0;
};

/// The way to a server. It stands between llm-ask and the network so that tests can replace it.
class Transport {
public:
    virtual ~Transport() = default;
    virtual Clock::time_point now() const = 0;
    /// Sends the request and feeds the receiver until the response ends. Throws AnswerError (`connect`, `tls`, `cut`)
    /// when the network fails, and Interrupted.
    virtual void post(const HttpRequest& request, HttpReceiver& receiver) = 0;
};

}  // namespace tk::llm
