#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>

#include "llm-ask/network.hpp"

namespace tk::llm {

/// The real network, by one libcurl multi handle: connections are kept from one request to the next, redirects are not
/// followed (a key must not travel on), certificates are checked, and nothing is loaded or started before the first
/// request. Proxies are taken from the environment as curl does, but never for this machine itself.
class CurlNetwork : public Network {
public:
    /// `check_interrupt` is called at least ten times a second while waiting; what it throws ends the step.
    explicit CurlNetwork(std::function<void()> check_interrupt);
    ~CurlNetwork() override;

    Clock::time_point now() const override { return Clock::now(); }
    void post(HttpRequest request, HttpReceiver& receiver, Done done) override;
    void at(Clock::time_point moment, std::function<void()> call) override;
    void when_ready(int descriptor, short events, Clock::time_point deadline, std::function<void(bool)> call) override;
    void step() override;

private:
    struct Library;
    struct Transfer;
    struct Watch {
        int descriptor;
        short events;
        Clock::time_point deadline;
        std::function<void(bool)> call;
    };

    bool finish_transfers();
    bool call_timers();
    bool call_watches();
    void wait();

    std::function<void()> check_interrupt_;
    std::unique_ptr<Library> library_;
    std::list<std::unique_ptr<Transfer>> transfers_;
    std::multimap<Clock::time_point, std::function<void()>> timers_;
    std::list<Watch> watches_;
};

}  // namespace tk::llm
