#pragma once

#include <coroutine>
#include <cstdint>
#include <deque>

#include "llm-ask/network.hpp"

namespace tk::llm {

/// The bulkhead of one provider: at most `most` requests are under way, the others wait in line, so that one slow
/// server holds up only those who ask it.
class Gate {
public:
    /// `most` 0: no limit.
    Gate(Network& network, std::int64_t most) : network_(network), most_(most) {}

    /// The right to be inside; given back at its end.
    class Ticket {
    public:
        explicit Ticket(Gate& gate) : gate_(&gate) {}
        Ticket(Ticket&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)) {}
        Ticket& operator=(Ticket&&) = delete;
        ~Ticket() {
            if (gate_ != nullptr) gate_->leave();
        }

    private:
        Gate* gate_;
    };

    struct Entry {
        Gate& gate;
        bool await_ready() const noexcept { return gate.most_ == 0 || gate.inside_ + gate.promised_ < gate.most_; }
        void await_suspend(std::coroutine_handle<> waiting) { gate.line_.push_back(waiting); }
        Ticket await_resume() noexcept {
            ++gate.inside_;
            return Ticket(gate);
        }
    };
    /// `co_await` it for a Ticket.
    Entry enter() { return Entry{*this}; }

private:
    /// The next in line goes on from the loop, not from inside of whoever leaves.
    void leave() {
        --inside_;
        if (line_.empty()) return;
        const std::coroutine_handle<> next = line_.front();
        line_.pop_front();
        ++promised_;
        network_.at(network_.now(), [this, next] {
            --promised_;
            next.resume();
        });
    }

    Network& network_;
    std::int64_t most_;
    std::int64_t inside_ = 0;
    std::int64_t promised_ = 0;
    std::deque<std::coroutine_handle<>> line_;
};

}  // namespace tk::llm
