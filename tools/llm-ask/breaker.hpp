#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include "llm-ask/clock_text.hpp"

namespace tk::llm {

/// The circuit breaker of one model at one provider, as plain values: closed lets every request through; open none
/// until `retry_at`; then one request, the probe, decides. A success is counted when an answer is whole, not when a
/// stream opens.
struct Breaker {
    enum class State { closed, open, probing };

    State state = State::closed;
    std::int64_t failures = 0;  ///< in a row
    Moment retry_at{};          ///< open: when a probe may go; probing: when the probe counts as lost
    std::string reason;         ///< code of the last failure

    bool operator==(const Breaker&) const = default;
};

/// Failures in a row that open a breaker.
inline constexpr std::int64_t failures_to_open = 3;
/// How long it stays open at first, and at most.
inline constexpr std::chrono::seconds first_pause{5};
inline constexpr std::chrono::seconds longest_pause{20};

/// True when a request may go now, as it is or as a probe.
bool admits(const Breaker& breaker, Moment now);
/// The breaker once that request is under way.
Breaker after_admission(const Breaker& breaker, Moment now);
/// The breaker once a request has succeeded: closed, with nothing held against the server.
Breaker after_success();
/// Each lost probe doubles the first pause, up to the longest: a server that recovers is asked again soon after.
Breaker after_failure(const Breaker& breaker, const std::string& reason, Moment now);

/// "closed", "open", "probing" and back; what is no state is closed.
const char* state_name(Breaker::State state);
/// The inverse of state_name.
Breaker::State state_of(const std::string& name);

}  // namespace tk::llm
