#include "llm-ask/server_error.hpp"

#include "catch.hpp"
#include "llm-ask/secret.hpp"
#include "temp_folder.hpp"

using namespace tk::llm;

TEST_CASE("the message of a server is found wherever it puts it", "[errors]") {
    const auto [body, message] = GENERATE(table<std::string, std::string>({
        {R"({"error":{"message":"Invalid API Key","code":401}})", "Invalid API Key"},
        {R"({"error":"model 'x' not found"})", "model 'x' not found"},
        {R"({"error":{"reason":"odd"}})", R"({"reason":"odd"})"},
        {R"({"message":"no"})", "no"},
        {R"({"detail":"Not Found"})", "Not Found"},
        {"upstream connect error\nmore", "upstream connect error"},
        {"two\r\nlines", "two"},
        {"", ""},
        {"{\"error\":{\"message\":\"a\\nb\\u001b[31mc\"}}", "a b\xEF\xBF\xBD[31mc"},
    }));
    CAPTURE(body);
    CHECK(server_message(body) == message);
}

TEST_CASE("a long message is shortened", "[errors]") {
    CHECK(server_message(std::string(5000, 'x')).size() < 320);
}

TEST_CASE("each failure says its status and what to do", "[errors]") {
    const auto [status, body, code, what,
                advice] = GENERATE(table<int, std::string, std::string, std::string, std::string>({
        {401, R"({"error":{"message":"no key"}})", "http-401", "status 401 not authorised: no key", "TURNKIT_LLM_KEY"},
        {404, R"({"error":"model 'x' not found"})", "http-404", "status 404 not found: model 'x' not found",
         "ollama pull"},
        {429, R"({"error":{"message":"slow down","code":"rate_limit_exceeded"}})", "http-429",
         "status 429 too many requests: slow down", "wait 7 s"},
        {429, R"({"error":{"message":"pay","code":"insufficient_quota"}})", "quota",
         "status 429 too many requests: pay", "quota is spent"},
        {400, R"({"error":{"message":"too long","code":"context_length_exceeded"}})", "context-overflow",
         "status 400 bad request: too long", "shorten the prompt"},
        {503, "", "http-503", "status 503 not available", "wait 7 s"},
        {302, "", "http-302", "status 302 redirected", ""},
        {418, "teapot", "http-418", "status 418: teapot", ""},
    }));
    CAPTURE(status, body);
    const AnswerError failure =
        http_failure(status, body, std::chrono::seconds(status == 429 || status == 503 ? 7 : 0));
    CHECK(failure.code() == code);
    CHECK(failure.what() == what);
    CHECK_THAT(failure.advice(), Catch::Matchers::Contains(advice));
}

TEST_CASE("a key that a model repeats is taken out, however it is split, and nothing else is", "[secret]") {
    const std::string key = "sk-0123456789abcdef";
    const std::string text = "s sk sk-0123 sk-sk-0123456789abcdef and " + key + key + " sk-01234567";
    for (std::size_t size = 1; size <= text.size(); ++size) {
        KeyFilter filter(key);
        std::string shown;
        for (std::size_t at = 0; at < text.size(); at += size) shown += filter.pass(text.substr(at, size));
        CHECK(shown + filter.rest() == "s sk sk-0123 sk-[key] and [key][key] sk-01234567");
        KeyFilter word("none");
        CHECK(word.pass("none of them") + word.rest() == "none of them");
    }
}

TEST_CASE("a key is the first line of its file and is taken out of messages", "[secret]") {
    const TempFolder folder;
    CHECK(read_key_file(folder.file("key", "  sk-secret\r\nanother line\n")) == "sk-secret");
    CHECK(without_key("bad key sk-secret (sk-secret)", "sk-secret") == "bad key [key] ([key])");
    CHECK(without_key("nothing", "") == "nothing");
    CHECK(without_key("bad key sk-0123456789ab\u2026 in sk-0", "sk-0123456789abcdef") == "bad key [key]\u2026 in sk-0");
    CHECK_THROWS_WITH(read_key_file(folder.file("empty", "\n")), Catch::Matchers::Contains("no key"));
    CHECK_THROWS_WITH(read_key_file(folder.file("odd", "sk secret\n")),
                      Catch::Matchers::Contains("one word") && !Catch::Matchers::Contains("sk secret"));
    CHECK_THROWS_WITH(read_key_file("/no/such/file"), Catch::Matchers::Contains("/no/such/file"));
    CHECK_THROWS_AS(checked_key("a\nX-Injected: 1", "TURNKIT_LLM_KEY"), tk::Error);
}
