#pragma once

#include <functional>
#include <list>
#include <map>
#include <memory>

#include "llm-ask/http_engine.hpp"

namespace tk::llm {

/// The real network: timers and pipes here, servers by an HttpEngine that is loaded with the first request.
class EventLoop : public Network {
public:
    /// `check_interrupt` is called at least ten times a second while waiting; what it throws ends the step.
    explicit EventLoop(std::function<void()> check_interrupt);
    ~EventLoop() override;

    Clock::time_point now() const override { return Clock::now(); }
    void post(HttpRequest request, HttpReceiver& receiver, Done done) override;
    void at(Clock::time_point moment, std::function<void()> call) override;
    void when_ready(int descriptor, short events, Clock::time_point deadline, std::function<void(bool)> call) override;
    void step() override;

private:
    struct Watch {
        int descriptor;
        short events;
        Clock::time_point deadline;
        std::function<void(bool)> call;
    };

    bool call_timers();
    bool call_watches();
    void wait();

    std::function<void()> check_interrupt_;
    std::unique_ptr<HttpEngine> http_;
    std::multimap<Clock::time_point, std::function<void()>> timers_;
    std::list<Watch> watches_;
};

}  // namespace tk::llm
