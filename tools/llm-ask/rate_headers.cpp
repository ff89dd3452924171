#include "llm-ask/rate_headers.hpp"

#include <algorithm>
#include <charconv>
#include <cstdio>

#include "core/text.hpp"
#include "llm-ask/clock_text.hpp"

namespace tk::llm {

namespace {

using std::chrono::milliseconds;

constexpr double longest_ms = 86'400'000;

std::optional<double> number_at(std::string_view& text) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || value < 0) return std::nullopt;
    text.remove_prefix(static_cast<std::size_t>(end - text.data()));
    return value;
}

milliseconds as_milliseconds(double ms) {
    return milliseconds(static_cast<std::int64_t>(std::min(ms, longest_ms)));
}

}  // namespace

std::optional<milliseconds> milliseconds_of(std::string_view text) {
    text = trim(text);
    const auto ms = number_at(text);
    if (!ms || !text.empty()) return std::nullopt;
    return as_milliseconds(*ms);
}

std::optional<milliseconds> go_duration(std::string_view text) {
    text = trim(text);
    if (text.empty()) return std::nullopt;
    double total = 0;
    while (!text.empty()) {
        const auto value = number_at(text);
        if (!value) return std::nullopt;
        const std::size_t end = std::min(text.find_first_of("0123456789"), text.size());
        const std::string_view unit = text.substr(0, end);
        if (unit == "h") {
            total += *value * 3'600'000;
        } else if (unit == "m") {
            total += *value * 60'000;
        } else if (unit == "s") {
            total += *value * 1000;
        } else if (unit == "ms") {
            total += *value;
        } else if (unit != "us" && unit != "ns" && unit != "\u00B5s") {
            return std::nullopt;
        }
        text.remove_prefix(end);
    }
    return as_milliseconds(total);
}

std::optional<milliseconds> until_rfc3339(std::string_view text, std::chrono::system_clock::time_point now) {
    const auto moment = moment_of(trim(text));
    if (!moment) return std::nullopt;
    const auto wait = std::chrono::ceil<milliseconds>(*moment - now);
    return std::clamp(wait, milliseconds::zero(), as_milliseconds(longest_ms));
}

milliseconds exhausted_for(const std::function<std::optional<std::string>(const char*)>& find) {
    struct Limit {
        const char* remaining;
        const char* reset;
    };
    constexpr Limit limits[] = {
        {"x-ratelimit-remaining-requests", "x-ratelimit-reset-requests"},
        {"x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens"},
        {"anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset"},
        {"anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset"},
        {"anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset"},
        {"anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset"},
    };
    milliseconds longest{0};
    for (const Limit& limit : limits) {
        const auto remaining = find(limit.remaining);
        if (!remaining || trim(*remaining) != "0") continue;
        const auto reset = find(limit.reset);
        if (!reset) continue;
        auto wait = go_duration(*reset);
        if (!wait) wait = until_rfc3339(*reset, std::chrono::system_clock::now());
        if (wait) longest = std::max(longest, *wait);
    }
    return longest;
}

}  // namespace tk::llm
