#include "llm-ask/endpoint.hpp"

#include "catch.hpp"
#include "core/error.hpp"

using namespace tk::llm;

TEST_CASE("the address of the call follows from the address of the server", "[endpoint]") {
    const auto [provider, base, call] = GENERATE(table<Provider, std::string, std::string>({
        {Provider::openai, "http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions"},
        {Provider::openai, "http://127.0.0.1:8080/", "http://127.0.0.1:8080/v1/chat/completions"},
        {Provider::openai, "127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions"},
        {Provider::openai, "https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"},
        {Provider::openai, "https://host/v1beta/openai/", "https://host/v1beta/openai/chat/completions"},
        {Provider::openai, "https://host/x/chat/completions", "https://host/x/chat/completions"},
        {Provider::openai, "https://host/d?api-version=1", "https://host/d/chat/completions?api-version=1"},
        {Provider::openai, "http://[::1]:8080/v1", "http://[::1]:8080/v1/chat/completions"},
        {Provider::ollama, "http://host:11434", "http://host:11434/api/chat"},
        {Provider::ollama, "http://host:11434/api", "http://host:11434/api/chat"},
        {Provider::ollama, "http://host/proxy/", "http://host/proxy/api/chat"},
        {Provider::ollama, "http://host/api/chat", "http://host/api/chat"},
    }));
    CAPTURE(base);
    CHECK(chat_endpoint(provider, parse_endpoint(base)).text() == call);
}

TEST_CASE("what is no address of a server is refused", "[endpoint]") {
    const std::string text = GENERATE("", "http://", "ftp://host", "http://:80", "http://host:port", "http://ho st",
                                      "http://host:123456", "file:///etc/passwd", "http://h\xC3\xB4te");
    CAPTURE(text);
    CHECK_THROWS_AS(parse_endpoint(text), tk::UsageError);
}

TEST_CASE("a password in an address is refused and not repeated", "[endpoint]") {
    CHECK_THROWS_WITH(parse_endpoint("https://me:hunter2@host/v1"), !Catch::Matchers::Contains("hunter2"));
    CHECK(parse_endpoint("https://host/v1?key=hunter2").shown() == "https://host/v1");
}

TEST_CASE("OLLAMA_HOST means what it means to Ollama's clients", "[endpoint]") {
    const auto [value, address] = GENERATE(table<std::string, std::string>({
        {"127.0.0.1", "http://127.0.0.1:11434"},
        {"0.0.0.0", "http://127.0.0.1:11434"},
        {"0.0.0.0:8000", "http://127.0.0.1:8000"},
        {"host", "http://host:11434"},
        {"host:1234", "http://host:1234"},
        {":1234", "http://127.0.0.1:1234"},
        {"http://host", "http://host"},
        {"https://host:443/", "https://host:443"},
        {"[::1]", "http://[::1]:11434"},
    }));
    CAPTURE(value);
    CHECK(ollama_host(value).text() == address);
}

TEST_CASE("loopback addresses are known as such", "[endpoint]") {
    const auto [text, loopback] = GENERATE(table<std::string, bool>({{"http://localhost:1", true},
                                                                     {"http://127.0.0.1", true},
                                                                     {"http://127.1.2.3:5/x", true},
                                                                     {"http://[::1]:9", true},
                                                                     {"http://localhost.example", false},
                                                                     {"http://10.0.0.1", false},
                                                                     {"https://api.openai.com", false}}));
    CAPTURE(text);
    CHECK(is_loopback(parse_endpoint(text)) == loopback);
}
