#pragma once

#include <chrono>
#include <coroutine>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "llm-ask/task.hpp"
#include "llm-ask/waits.hpp"

namespace tk::llm {

using Clock = std::chrono::steady_clock;

/// One HTTP request: a POST of `body`, or a GET when `is_get`.
struct HttpRequest {
    std::string url;
    std::string body;
    std::vector<std::pair<std::string, std::string>> headers;
    std::pair<std::string, std::string> secret;  ///< header that holds the key; empty: none. Never printed.
    std::chrono::milliseconds connect_limit = connect_wait;
    bool is_get = false;
    bool avoids_proxy = false;  ///< set by the network for addresses of this machine
};

/// What is known of a response before its body.
struct HttpHead {
    int status = 0;
    std::string content_type;
    std::chrono::milliseconds retry_after{0};  ///< what the server asked to wait; 0: it did not say
    /// How long no further request is allowed, by the server's own account of its rate limits; 0: no such limit.
    std::chrono::milliseconds exhausted_for{0};
};

/// Takes a response while it arrives, and decides how long to wait.
class HttpReceiver {
public:
    virtual ~HttpReceiver() = default;
    /// Called once, before the first byte of the body.
    virtual void head(const HttpHead& head) = 0;
    /// Called with each piece of the body. What it throws ends the exchange and comes out of it.
    virtual void body(std::string_view bytes) = 0;
    /// When `expired` is to be called if nothing happens before; asked again after each piece.
    virtual Clock::time_point deadline() const = 0;
    /// The deadline passed: throws, or returns when enough has arrived and the exchange may end.
    virtual void expired() = 0;
};

/// The world outside: servers, clocks and the pipes of other programs, in one loop on one thread. It stands between
/// llm-ask and the network so that tests can replace it. Callbacks come from `step` only.
class Network {
public:
    using Done = std::function<void(std::exception_ptr)>;

    virtual ~Network() = default;
    virtual Clock::time_point now() const = 0;
    /// Sends the request and feeds `receiver`, which must stay until `done` is called: with null when the response
    /// ended, else with what the receiver threw or an AnswerError (`connect`, `tls`, `cut`, `timeout`).
    virtual void post(HttpRequest request, HttpReceiver& receiver, Done done) = 0;
    /// Calls `call` once the clock reaches `moment`.
    virtual void at(Clock::time_point moment, std::function<void()> call) = 0;
    /// Calls `call` with true once `descriptor` is ready for `events` (poll's POLLIN, POLLOUT; an end or an error is
    /// ready too), or with false at `deadline`.
    virtual void when_ready(int descriptor, short events, Clock::time_point deadline,
                            std::function<void(bool)> call) = 0;
    /// Waits until something happens and calls whom it concerns. Throws Interrupted.
    virtual void step() = 0;
};

/// `co_await` forms of the above; each is a variable of its own in the coroutine that awaits it.
struct Exchanged {
    Network& network;
    HttpRequest request;
    HttpReceiver& receiver;
    std::exception_ptr failure = nullptr;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
        network.post(std::move(request), receiver, [this, waiting](std::exception_ptr problem) {
            failure = std::move(problem);
            waiting.resume();
        });
    }
    void await_resume() const {
        if (failure) std::rethrow_exception(failure);
    }
};

/// Awaits a moment.
struct Sleep {
    Network& network;
    Clock::time_point until;

    bool await_ready() const { return network.now() >= until; }
    void await_suspend(std::coroutine_handle<> waiting) {
        network.at(until, [waiting] { waiting.resume(); });
    }
    void await_resume() const noexcept {}
};

/// Awaits that a descriptor can be read or written, up to a moment.
struct Ready {
    Network& network;
    int descriptor;
    short events;
    Clock::time_point deadline;
    bool is_ready = false;

    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> waiting) {
        network.when_ready(descriptor, events, deadline, [this, waiting](bool ready) {
            is_ready = ready;
            waiting.resume();
        });
    }
    bool await_resume() const noexcept { return is_ready; }
};

/// Runs `task` to its end.
template <typename T>
T run(Network& network, Task<T> task) {
    task.start();
    while (!task.done()) network.step();
    return task.result();
}

}  // namespace tk::llm
