#pragma once

#include <poll.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "llm-ask/network.hpp"

namespace tk::llm {

/// Sends requests and takes their responses. Connections are kept from one request to the next, redirects are not
/// followed (a key must not travel on), certificates are checked. Proxies are taken from the environment as curl does.
/// What stands behind it starts slowly, so it lies in a module that is loaded with the first request.
class HttpEngine {
public:
    virtual ~HttpEngine() = default;
    /// As Network::post.
    virtual void post(HttpRequest request, HttpReceiver& receiver, Network::Done done) = 0;
    /// Does what can be done without waiting; true when a `done` was called.
    virtual bool advance() = 0;
    /// When a receiver wants to be told that nothing happened.
    virtual Clock::time_point deadline() const = 0;
    /// Waits until something can be done, one of `others` is ready, or `time` passed.
    virtual void wait(const std::vector<pollfd>& others, std::chrono::milliseconds time) = 0;
};

/// Looks up a header of a response by its lower-case name.
using HeaderFinder = std::function<std::optional<std::string>(const char*)>;
/// Adds to a head what the headers say of waits and limits.
using HeaderReader = std::function<void(HttpHead&, const HeaderFinder&)>;

/// `turnkit_open_http` of the module `http`.
using OpenHttpEngine = std::unique_ptr<HttpEngine>(HeaderReader);

}  // namespace tk::llm
