#include <map>

#include "catch.hpp"
#include "llm-ask/breaker.hpp"
#include "llm-ask/clock_text.hpp"
#include "llm-ask/prompt_fit.hpp"
#include "llm-ask/rate_headers.hpp"
#include "llm-ask/retry.hpp"

using namespace tk::llm;
using namespace std::chrono_literals;

TEST_CASE("what may pass is tried again with growing waits, what will not is not", "[policy]") {
    const RetryPolicy policy;
    const auto wait = [&](const std::string& code, std::int64_t attempt, std::chrono::milliseconds asked = 0ms,
                          bool has_other = false) {
        return wait_before_retry(policy, AnswerError(code, "x", "", asked), attempt, has_other, 0.0);
    };
    CHECK(wait("http-503", 1) == 500ms);
    CHECK(wait("http-503", 2) == 1000ms);
    CHECK_FALSE(wait("http-503", 3));
    CHECK(wait("http-429", 1, 2s) == 2s);
    CHECK_FALSE(wait("http-429", 1, 61s));
    CHECK(wait("http-429", 1, 20s) == 20s);
    CHECK_FALSE(wait("http-429", 1, 20s, true));
    for (const char* code : {"quota", "filtered", "context-overflow", "http-401", "http-400", "timeout", "breaker"}) {
        INFO(code);
        CHECK_FALSE(wait(code, 1));
    }
    CHECK(wait_before_retry(policy, AnswerError("cut", "x"), 1, false, 1.0) == 375ms);
}

TEST_CASE("a breaker opens after three failures in a row, lets one probe through, and closes on a whole answer",
          "[policy]") {
    const Moment start{};
    Breaker breaker;
    breaker = after_failure(breaker, "http-503", start);
    breaker = after_failure(breaker, "http-503", start);
    CHECK(admits(breaker, start));
    breaker = after_failure(breaker, "http-503", start);
    CHECK_FALSE(admits(breaker, start + 4999ms));
    CHECK(admits(breaker, start + 5s));
    const Breaker probing = after_admission(breaker, start + 5s);
    CHECK_FALSE(admits(probing, start + 6s));
    CHECK(admits(probing, start + 36s));  // the prober died
    Breaker worse = probing;
    for (int i = 0; i < 20; ++i) worse = after_failure(worse, "cut", start + 6s);
    CHECK(worse.retry_at == start + 26s);
    CHECK(after_success() == Breaker{});
}

TEST_CASE("times are read as the servers and the database write them", "[policy]") {
    CHECK(go_duration("1s") == 1s);
    CHECK(go_duration("6m0s") == 6min);
    CHECK(go_duration("20ms") == 20ms);
    CHECK(go_duration("1h2m3.5s") == 1h + 2min + 3500ms);
    CHECK_FALSE(go_duration("soon"));
    CHECK_FALSE(go_duration(""));
    const auto moment = moment_of("2026-01-02T03:04:05.678Z");
    REQUIRE(moment);
    CHECK(moment_text(*moment) == "2026-01-02T03:04:05.678Z");
    CHECK(moment_of("2026-01-02T05:04:05.678+02:00") == moment);
    for (const char* text : {"", "2026-02-30T00:00:00Z", "2026-01-02T03:04:05", "2026-01-02", "yesterday"}) {
        INFO(text);
        CHECK_FALSE(moment_of(text));
    }
    CHECK(until_rfc3339("2026-01-02T03:04:15.678Z", *moment) == 10s);
    CHECK(until_rfc3339("2020-01-01T00:00:00Z", *moment) == 0s);
    CHECK_FALSE(until_rfc3339("6026-01-02T03:04:05Z", *moment));
}

TEST_CASE("only a limit of which nothing remains holds requests back", "[policy]") {
    std::map<std::string, std::string> headers{{"x-ratelimit-remaining-requests", "3"},
                                               {"x-ratelimit-reset-requests", "9s"},
                                               {"x-ratelimit-remaining-tokens", "0"},
                                               {"x-ratelimit-reset-tokens", "250ms"}};
    const auto find = [&](const char* name) -> std::optional<std::string> {
        const auto found = headers.find(name);
        return found == headers.end() ? std::nullopt : std::optional(found->second);
    };
    CHECK(exhausted_for(find) == 250ms);
    headers.clear();
    CHECK(exhausted_for(find) == 0ms);
}

TEST_CASE("a prompt that was read only in part is noticed, and no other", "[policy]") {
    CHECK(was_cut(40'000, 4096, 4096, std::nullopt));          // the context is full
    CHECK(was_cut(20'000, 2050, 4096, std::nullopt));          // half of it, as some versions cut
    CHECK_FALSE(was_cut(8'000, 2050, 4096, std::nullopt));     // that much was sent
    CHECK_FALSE(was_cut(14'000, 1700, 4096, std::nullopt));    // the rest came from the server's own cache
    CHECK_FALSE(was_cut(14'000, 0, 4096, std::nullopt));       // not counted
    CHECK(was_cut(40'000, 2050, std::nullopt, std::nullopt));  // a limit that nobody told
    CHECK_FALSE(was_cut(40'000, 9'000, std::nullopt, std::nullopt));
    CHECK(was_cut(40'000, 5'000, std::nullopt, 4.0));
    CHECK(is_too_long(estimate_tokens(60'000, std::nullopt), 4096));
    CHECK_FALSE(is_too_long(estimate_tokens(16'000, std::nullopt), 4096));
}

TEST_CASE("a long prompt is trimmed at a line of its front, and keeps its end", "[policy]") {
    ChatRequest request;
    request.system = "system";
    request.max_tokens = 100;
    std::string text;
    for (int i = 0; i < 500; ++i) text += "line " + std::to_string(i) + "\n";
    request.messages = {user_message(text)};
    const auto cut = trim_to_fit(request, 600, std::nullopt);
    REQUIRE(cut);
    const std::string& left = request.messages.front().content;
    CHECK(left.starts_with("[...]\nline "));
    CHECK(left.ends_with("line 499\n"));
    CHECK(request.prompt_bytes() <= 500 * 4);
    request.system = std::string(5000, 'x');
    CHECK_FALSE(trim_to_fit(request, 600, std::nullopt));
}
