#pragma once

#include <chrono>
#include <cstdint>

namespace tk::llm {

/// Seconds, as people and records write times, to the nearest millisecond; not negative.
inline std::chrono::milliseconds in_milliseconds(double seconds) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0 + 0.5));
}

/// The inverse of in_milliseconds.
inline double in_seconds(std::chrono::milliseconds time) {
    return static_cast<double>(time.count()) / 1000.0;
}

}  // namespace tk::llm
