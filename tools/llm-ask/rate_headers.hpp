#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace tk::llm {

/// "1500" (milliseconds) as a time.
std::optional<std::chrono::milliseconds> milliseconds_of(std::string_view text);

/// A wait as OpenAI's `x-ratelimit-reset-*` tells it, a duration in Go's spelling: "1s", "6m0s", "20ms", "1h2m3.5s".
std::optional<std::chrono::milliseconds> go_duration(std::string_view text);

/// A moment as Anthropic's `anthropic-ratelimit-*-reset` tells it (RFC 3339), as the wait from `now`; not negative.
std::optional<std::chrono::milliseconds> until_rfc3339(std::string_view text,
                                                       std::chrono::system_clock::time_point now);

/// How long no further request is allowed, by the rate limit headers that `find` looks up (by lower-case name): the
/// longest reset of those limits of which nothing remains.
std::chrono::milliseconds exhausted_for(const std::function<std::optional<std::string>(const char*)>& find);

}  // namespace tk::llm
