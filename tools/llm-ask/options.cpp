#include "llm-ask/options.hpp"

#include <cstdlib>

#include "llm-ask/secret.hpp"

namespace tk::llm {

namespace {

constexpr double shortest_wait = 0.001;
constexpr double longest_wait = 86'400;
constexpr double most_tokens = 10'000'000;

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string(value);
}

std::chrono::milliseconds milliseconds(double seconds) {
    return std::chrono::milliseconds(static_cast<std::int64_t>(seconds * 1000.0 + 0.5));
}

Endpoint base_endpoint(const ServerOptions& options, Provider provider) {
    if (!options.url.empty()) return parse_endpoint(options.url);
    if (provider == Provider::ollama) {
        const std::string host = environment("OLLAMA_HOST");
        return ollama_host(host.empty() ? "127.0.0.1" : host);
    }
    const std::string base = environment("OPENAI_BASE_URL");
    return parse_endpoint(base.empty() ? "https://api.openai.com/v1" : base);
}

/// The key for `endpoint`. OPENAI_API_KEY is for OpenAI's protocol only and never leaves this machine unencrypted: it
/// may have been set for another server than this one.
std::string configured_key(const ServerOptions& options, Provider provider, const Endpoint& endpoint, const Log& log) {
    const bool is_open = endpoint.scheme == "http" && !is_loopback(endpoint);
    std::string key;
    if (!options.key_file.empty()) {
        key = read_key_file(options.key_file);
    } else if (const std::string own = environment("TURNKIT_LLM_KEY"); !own.empty()) {
        key = checked_key(own, "TURNKIT_LLM_KEY");
    } else if (const std::string openai = environment("OPENAI_API_KEY");
               provider == Provider::openai && !openai.empty()) {
        if (is_open) {
            log.warning("OPENAI_API_KEY is not sent: the connection to " + endpoint.host() + " is not encrypted");
            return {};
        }
        key = checked_key(openai, "OPENAI_API_KEY");
    }
    if (!key.empty() && is_open) log.warning("the key is sent to " + endpoint.host() + " without encryption");
    return key;
}

}  // namespace

void declare(Command& command, ServerOptions& options) {
    command
        .choice("--provider", "PROVIDER", &options.provider, {"ollama", "openai", "builtin"},
                "Who answers; openai is any server with that protocol")
        .env("TURNKIT_LLM_PROVIDER");
    command.text("--url", "URL", &options.url, "Address of the server").env("TURNKIT_LLM_URL");
    command.text("--model", "NAME", &options.model, "Model to ask").env("TURNKIT_LLM_MODEL");
    command.file("--key-file", "FILE", &options.key_file, "File whose first line is the key of the server");
    command.integer("--max-tokens", "N", &options.max_tokens, "Longest answer, in tokens").between(1, most_tokens);
    command.real("--temperature", "T", &options.temperature, "How freely the model chooses words").between(0, 2);
    command.integer("--top-k", "N", &options.top_k, "Choose among the N likeliest words").between(0, most_tokens);
    command.real("--top-p", "P", &options.top_p, "Choose among the words that make up this probability").between(0, 1);
    command.integer("--context", "N", &options.context, "Context of the model in tokens, prompt and answer (ollama)")
        .between(16, most_tokens);
    command.real("--connect-timeout", "SECONDS", &options.connect_timeout, "Wait so long for a connection")
        .between(shortest_wait, longest_wait);
    command.real("--first-token-timeout", "SECONDS", &options.first_token_timeout, "Wait so long for the first word")
        .between(shortest_wait, longest_wait);
    command.real("--idle-timeout", "SECONDS", &options.idle_timeout, "Wait so long between two words")
        .between(shortest_wait, longest_wait);
    command.real("--total-timeout", "SECONDS", &options.total_timeout, "Wait so long for the whole answer")
        .between(shortest_wait, longest_wait);
}

std::optional<Provider> configured_provider(const ServerOptions& options, const Log& log) {
    if (options.provider == "ollama") return Provider::ollama;
    if (options.provider == "openai") return Provider::openai;
    if (options.provider == "builtin") return Provider::builtin;
    if (options.url.empty()) return std::nullopt;
    const Endpoint endpoint = parse_endpoint(options.url);
    const bool is_ollama = endpoint.path.starts_with("/api") || (endpoint.path.empty() && endpoint.port() == "11434");
    const Provider provider = is_ollama ? Provider::ollama : Provider::openai;
    log.warning("the server at " + endpoint.shown() + " is taken to speak " + std::string(provider_name(provider)) +
                "'s protocol; --provider says it");
    return provider;
}

Server configured_server(const ServerOptions& options, Provider provider, const Log& log) {
    if (options.model.empty()) {
        throw UsageError(std::string("provider ") + std::string(provider_name(provider)) + " needs a model",
                         "name it with --model NAME or TURNKIT_LLM_MODEL");
    }
    Server server;
    server.provider = provider;
    server.chat = chat_endpoint(provider, base_endpoint(options, provider));
    server.key = configured_key(options, provider, server.chat, log);
    server.limits = {milliseconds(options.connect_timeout), milliseconds(options.first_token_timeout),
                     milliseconds(options.idle_timeout), milliseconds(options.total_timeout)};
    return server;
}

ChatRequest configured_request(const ServerOptions& options) {
    ChatRequest request;
    request.model = options.model;
    request.max_tokens = options.max_tokens;
    request.temperature = options.temperature;
    request.top_k = options.top_k;
    request.top_p = options.top_p;
    request.context = options.context;
    return request;
}

}  // namespace tk::llm
