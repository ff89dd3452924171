#include "llm-ask/breaker.hpp"

#include <algorithm>

namespace tk::llm {

namespace {

using std::chrono::seconds;

/// A probe whose process died must not keep the breaker shut for ever.
constexpr seconds probe_limit{30};

}  // namespace

bool admits(const Breaker& breaker, Moment now) {
    return breaker.state == Breaker::State::closed || breaker.retry_at <= now;
}

Breaker after_admission(const Breaker& breaker, Moment now) {
    if (breaker.state == Breaker::State::closed) return breaker;
    Breaker next = breaker;
    next.state = Breaker::State::probing;
    next.retry_at = now + probe_limit;
    return next;
}

Breaker after_success() {
    return {};
}

Breaker after_failure(const Breaker& breaker, const std::string& reason, Moment now) {
    Breaker next = breaker;
    next.reason = reason;
    ++next.failures;
    if (next.failures < failures_to_open) return next;
    seconds pause = first_pause;
    for (std::int64_t lost = next.failures - failures_to_open; lost > 0 && pause < longest_pause; --lost) pause *= 2;
    next.state = Breaker::State::open;
    next.retry_at = now + std::min(longest_pause, pause);
    return next;
}

const char* state_name(Breaker::State state) {
    switch (state) {
        case Breaker::State::closed: break;
        case Breaker::State::open: return "open";
        case Breaker::State::probing: return "probing";
    }
    return "closed";
}

Breaker::State state_of(const std::string& name) {
    if (name == "open") return Breaker::State::open;
    return name == "probing" ? Breaker::State::probing : Breaker::State::closed;
}

}  // namespace tk::llm
