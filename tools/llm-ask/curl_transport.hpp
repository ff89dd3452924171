#pragma once

#include <functional>
#include <memory>

#include "llm-ask/transport.hpp"

namespace tk::llm {

/// The real network, by one libcurl multi handle: connections are kept from one request to the next, redirects are not
/// followed (a key must not travel on), certificates are checked, and nothing is loaded or started before the first
/// request. Proxies are taken from the environment as curl does, but never for this machine itself.
class CurlTransport : public Transport {
public:
    /// `check_interrupt` is called at least ten times a second while waiting; what it throws ends the exchange.
    explicit CurlTransport(std::function<void()> check_interrupt);
    ~CurlTransport() override;

    Clock::time_point now() const override { return Clock::now(); }
    void post(const HttpRequest& request, HttpReceiver& receiver) override;

private:
    struct Library;

    std::function<void()> check_interrupt_;
    std::unique_ptr<Library> library_;
};

}  // namespace tk::llm
