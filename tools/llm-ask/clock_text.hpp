#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace tk::llm {

using Moment = std::chrono::system_clock::time_point;

/// `moment` as the database keeps times: RFC 3339 in UTC with milliseconds, "2026-01-02T03:04:05.678Z". Texts order as
/// moments do.
std::string moment_text(Moment moment);

/// The moment an RFC 3339 text names, with `Z` or an offset; nothing for what is none, or is centuries away.
std::optional<Moment> moment_of(std::string_view text);

}  // namespace tk::llm
