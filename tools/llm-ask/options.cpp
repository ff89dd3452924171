#include "llm-ask/options.hpp"

#include <fmt/format.h>

#include "core/text.hpp"

namespace tk::llm {

namespace {

constexpr double shortest_wait = 0.001;
constexpr double longest_wait = 86'400;
constexpr double most_tokens = 10'000'000;

}  // namespace

void declare(Command& command, ServerOptions& options) {
    const ChatRequest usual;
    declare_catalog(command, options.catalog);
    command
        .text("--provider", "PROVIDER", &options.provider,
              "Who answers: ollama, openai (any server with that protocol), anthropic, cmd:PROGRAM, builtin, or a name "
              "of the configuration")
        .env("TURNKIT_LLM_PROVIDER")
        .changes();
    command.text("--url", "URL", &options.url, "Address of the server").env("TURNKIT_LLM_URL").changes();
    command
        .text("--model", "NAME", &options.model,
              "Model to ask: one of the configuration, PROVIDER:MODEL, a model of the provider, or auto for the router")
        .env("TURNKIT_LLM_MODEL")
        .changes();
    command.text("--fallback", "NAME", &options.fallback, "Model to ask when those before it fail; may be repeated")
        .changes();
    command.text("--role", "NAME", &options.role, "Ask as this role of the configuration says");
    command.choice("--task", "TASK", &options.task, task_names(), "What is asked for, instead of the router's guess");
    command.choice("--prefer", "WHAT", &options.prefer, {"quality", "cost"}, "What the router looks at first");
    command.file("--key-file", "FILE", &options.key_file, "File whose first line is the key of the server");
    command
        .file("--db", "FILE", &options.database,
              "Database for the cache, the breakers and the statistics; used by default where there is one")
        .env("TURNKIT_DB");
    command
        .integer("--max-tokens", "N", &options.max_tokens,
                 fmt::format("Longest answer, in tokens ({})", usual.max_tokens))
        .between(1, most_tokens);
    command
        .real("--temperature", "T", &options.temperature,
              fmt::format("How freely the model chooses words ({})", usual.temperature))
        .between(0, 2);
    command.integer("--top-k", "N", &options.top_k, "Choose among the N likeliest words").between(0, most_tokens);
    command.real("--top-p", "P", &options.top_p, "Choose among the words that make up this probability").between(0, 1);
    command.integer("--context", "N", &options.context, "Context of the model in tokens, prompt and answer (ollama)")
        .between(16, most_tokens);
    command.choice("--when-too-long", "WHAT", &options.too_long, {"refuse", "trim"},
                   "A prompt that does not fit the context: refuse it, or leave out its first lines");
    command.integer("--retries", "N", &options.retries, "Further tries of one model after a failure that may pass")
        .between(0, 100);
    command.real("--connect-timeout", "SECONDS", &options.connect_timeout, "Wait so long for a connection")
        .between(shortest_wait, longest_wait);
    command
        .real("--first-token-timeout", "SECONDS", &options.first_token_timeout,
              "Wait so long for the first word (from past answers)")
        .between(shortest_wait, longest_wait);
    command
        .real(
            "--idle-timeout", "SECONDS", &options.idle_timeout,
            fmt::format("Wait so long between two words ({}, or {})", idle_wait.count(), idle_wait_with_other.count()))
        .between(shortest_wait, longest_wait);
    command.real("--total-timeout", "SECONDS", &options.total_timeout, "Wait so long for the whole answer")
        .between(shortest_wait, longest_wait);
    command.choice("--cache", "WHAT", &options.cache, {"exact", "semantic", "refresh", "off"},
                   "Use kept answers: to the same request, or to one that means the same; refresh asks anew and keeps");
    command.integer("--cache-ttl", "SECONDS", &options.cache_ttl, "How long answers are kept").between(1, 1e9);
    command
        .text("--embedding-model", "NAME", &options.embedding_model,
              "Model that turns prompts into vectors, for --cache semantic")
        .changes();
}

bool is_builtin(const ServerOptions& options) {
    return options.provider == "builtin";
}

bool is_server_configured(const ServerOptions& options) {
    if (is_builtin(options)) return false;
    return !options.provider.empty() || !options.url.empty() || !options.role.empty() ||
           !options.catalog.models.empty() || options.model.find(':') != std::string::npos;
}

ChatRequest configured_request(const ServerOptions& options) {
    ChatRequest request;
    if (!options.role.empty()) {
        const auto found = options.catalog.roles.find(options.role);
        if (found == options.catalog.roles.end()) {
            std::vector<std::string> names;
            for (const auto& [name, unused] : options.catalog.roles) names.push_back(name);
            const auto near = nearest(options.role, names);
            throw UsageError("no role is called '" + options.role + "'",
                             near ? "did you mean '" + *near + "'?" : "roles stand in the configuration file");
        }
        request.system = found->second.system;
        request.max_tokens = found->second.max_tokens.value_or(request.max_tokens);
        request.temperature = found->second.temperature.value_or(request.temperature);
    }
    request.max_tokens = options.max_tokens.value_or(request.max_tokens);
    request.temperature = options.temperature.value_or(request.temperature);
    request.top_k = options.top_k;
    request.top_p = options.top_p;
    request.context = options.context;
    return request;
}

RetryPolicy retry_policy(const ServerOptions& options) {
    RetryPolicy policy;
    policy.retries = options.retries;
    return policy;
}

}  // namespace tk::llm
