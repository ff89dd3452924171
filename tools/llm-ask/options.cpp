#include "llm-ask/options.hpp"

#include <cstdlib>

#include "core/text.hpp"

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

Endpoint base_endpoint(const std::string& url, Provider provider) {
    if (!url.empty()) return parse_endpoint(url);
    if (provider == Provider::ollama) {
        const std::string host = environment("OLLAMA_HOST");
        return ollama_host(host.empty() ? "127.0.0.1" : host);
    }
    const bool anthropic = provider == Provider::anthropic;
    const std::string base = environment(anthropic ? "ANTHROPIC_BASE_URL" : "OPENAI_BASE_URL");
    if (!base.empty()) return parse_endpoint(base);
    return parse_endpoint(anthropic ? "https://api.anthropic.com" : "https://api.openai.com/v1");
}

/// The variable that holds the key of the protocol's own service.
const char* usual_key(Provider provider) {
    if (provider == Provider::openai) return "OPENAI_API_KEY";
    return provider == Provider::anthropic ? "ANTHROPIC_API_KEY" : nullptr;
}

/// Where a key may come from besides the usual variable of the protocol.
struct KeySource {
    std::string file;
    std::string variable;
};

/// The key for `endpoint`. The usual variable is for its protocol only and never leaves this machine unencrypted: it
/// may have been set for another server than this one.
std::string configured_key(const KeySource& source, Provider provider, const Endpoint& endpoint, const Log& log) {
    const bool is_open = endpoint.scheme == "http" && !is_loopback(endpoint);
    const char* const usual = usual_key(provider);
    std::string key;
    if (!source.file.empty()) {
        key = read_key_file(source.file);
    } else if (const std::string own = source.variable.empty() ? "" : environment(source.variable.c_str());
               !own.empty()) {
        key = checked_key(own, source.variable);
    } else if (const std::string common = usual == nullptr ? "" : environment(usual); !common.empty()) {
        if (is_open) {
            log.warning(std::string(usual) + " is not sent: the connection to " + endpoint.host() +
                        " is not encrypted");
            return {};
        }
        key = checked_key(common, usual);
    }
    if (!key.empty() && is_open) log.warning("the key is sent to " + endpoint.host() + " without encryption");
    return key;
}

constexpr std::string_view program_prefix_text = "cmd:";

/// The words of `cmd:PROGRAM ARGUMENT...`; nothing for another text.
std::vector<std::string> program_words(const std::string& text) {
    std::vector<std::string> words;
    if (!text.starts_with(program_prefix_text)) return words;
    for (const std::string& word : split(std::string_view(text).substr(program_prefix_text.size()), ' ')) {
        if (!word.empty()) words.push_back(word);
    }
    if (words.empty()) throw UsageError("cmd: names no program", "write cmd:PROGRAM");
    return words;
}

/// The protocol behind a name that people know better.
std::optional<std::string> protocol_of_product(const std::string& name) {
    if (name == "claude") return "anthropic";
    for (const char* const product :
         {"gpt", "chatgpt", "llama.cpp", "llamacpp", "vllm", "deepseek", "mistral", "groq"}) {
        if (name == product) return "openai";
    }
    return std::nullopt;
}

/// The provider that the options name: of the configuration, a protocol with --url, or a program.
ProviderEntry option_provider(const ServerOptions& options, const Log& log) {
    ProviderEntry entry;
    if (const auto words = program_words(options.provider); !words.empty()) {
        entry.name = options.provider;
        entry.protocol = Provider::program;
        entry.program = words;
        return entry;
    }
    if (const auto found = options.catalog.providers.find(options.provider); found != options.catalog.providers.end()) {
        return found->second;
    }
    entry.url = options.url;
    entry.key_file = options.key_file;
    entry.key_env = "TURNKIT_LLM_KEY";
    if (options.provider.empty()) {
        const Endpoint endpoint = parse_endpoint(options.url);
        const bool is_ollama =
            endpoint.path.starts_with("/api") || (endpoint.path.empty() && endpoint.port() == "11434");
        entry.protocol = is_ollama ? Provider::ollama : Provider::openai;
        log.warning("the server at " + endpoint.shown() + " is taken to speak " +
                    std::string(provider_name(entry.protocol)) + "'s protocol; --provider says it");
    } else {
        const auto protocol = provider_of(options.provider);
        if (!protocol || *protocol == Provider::program) {
            std::vector<std::string> names{"ollama", "openai", "anthropic", "builtin"};
            for (const auto& [name, unused] : options.catalog.providers) names.push_back(name);
            const auto spoken = protocol_of_product(options.provider);
            const auto near = spoken ? spoken : nearest(options.provider, names);
            throw UsageError("no provider is called '" + options.provider + "'",
                             near ? "did you mean '" + *near + "'?"
                                  : "the providers are ollama, openai, anthropic, builtin, cmd:PROGRAM and those of "
                                    "the configuration");
        }
        entry.protocol = *protocol;
    }
    entry.name = provider_name(entry.protocol);
    return entry;
}

Candidate at_provider(const ServerOptions& options, const ProviderEntry& provider, const std::string& model,
                      const Log& log) {
    Candidate found;
    found.provider = provider.name;
    found.model = model;
    found.name = model;
    found.concurrent = provider.concurrent;
    found.per_minute = provider.per_minute;
    found.server.provider = provider.protocol;
    found.server.limits.connect = milliseconds(options.connect_timeout);
    found.server.limits.total = milliseconds(options.total_timeout);
    if (provider.protocol == Provider::program) {
        found.server.program = provider.program;
        if (found.model.empty()) found.model = found.name = provider.program.front();
        return found;
    }
    if (found.model.empty()) {
        throw UsageError("provider " + provider.name + " needs a model",
                         "name it with --model NAME or TURNKIT_LLM_MODEL");
    }
    found.server.chat = chat_endpoint(provider.protocol, base_endpoint(provider.url, provider.protocol));
    found.server.key = configured_key({provider.key_file, provider.key_env}, provider.protocol, found.server.chat, log);
    if (provider.protocol == Provider::ollama) found.context = options.context;
    return found;
}

ProviderEntry named_provider(const ServerOptions& options, const std::string& name) {
    if (const auto found = options.catalog.providers.find(name); found != options.catalog.providers.end()) {
        return found->second;
    }
    ProviderEntry entry;
    entry.name = name;
    entry.protocol = provider_of(name).value_or(Provider::openai);
    return entry;
}

}  // namespace

void declare(Command& command, ServerOptions& options) {
    declare_catalog(command, options.catalog);
    command
        .text("--provider", "PROVIDER", &options.provider,
              "Who answers: ollama, openai (any server with that protocol), anthropic, cmd:PROGRAM, builtin, or a name "
              "of the configuration")
        .env("TURNKIT_LLM_PROVIDER");
    command.text("--url", "URL", &options.url, "Address of the server").env("TURNKIT_LLM_URL");
    command
        .text("--model", "NAME", &options.model,
              "Model to ask: one of the configuration, PROVIDER:MODEL, a model of the provider, or auto for the router")
        .env("TURNKIT_LLM_MODEL");
    command.text("--fallback", "NAME", &options.fallback, "Model to ask when those before it fail; may be repeated");
    command.text("--role", "NAME", &options.role, "Ask as this role of the configuration says");
    command.choice("--task", "TASK", &options.task, {"general", "place", "quick", "combat", "dialogue", "tactics"},
                   "What is asked for, instead of the router's guess");
    command.choice("--prefer", "WHAT", &options.prefer, {"quality", "cost"}, "What the router looks at first");
    command.file("--key-file", "FILE", &options.key_file, "File whose first line is the key of the server");
    command
        .file("--db", "FILE", &options.database,
              "Database for the cache, the breakers and the statistics; used by default where there is one")
        .env("TURNKIT_DB");
    command.integer("--max-tokens", "N", &options.max_tokens, "Longest answer, in tokens (150)")
        .between(1, most_tokens);
    command.real("--temperature", "T", &options.temperature, "How freely the model chooses words (0.75)").between(0, 2);
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
    command.real("--idle-timeout", "SECONDS", &options.idle_timeout, "Wait so long between two words (60, or 20)")
        .between(shortest_wait, longest_wait);
    command.real("--total-timeout", "SECONDS", &options.total_timeout, "Wait so long for the whole answer")
        .between(shortest_wait, longest_wait);
    command.choice("--cache", "WHAT", &options.cache, {"exact", "semantic", "refresh", "off"},
                   "Use kept answers: to the same request, or to one that means the same; refresh asks anew and keeps");
    command.integer("--cache-ttl", "SECONDS", &options.cache_ttl, "How long answers are kept").between(1, 1e9);
    command.text("--embedding-model", "NAME", &options.embedding_model,
                 "Model that turns prompts into vectors, for --cache semantic");
}

bool is_builtin(const ServerOptions& options) {
    return options.provider == "builtin";
}

bool is_server_configured(const ServerOptions& options) {
    if (is_builtin(options)) return false;
    return !options.provider.empty() || !options.url.empty() || !options.role.empty() ||
           (!options.model.empty() && !options.catalog.models.empty()) || options.model.find(':') != std::string::npos;
}

Candidate candidate(const ServerOptions& options, const std::string& name, const Log& log) {
    if (const ModelEntry* entry = options.catalog.model(name)) {
        Candidate found = at_provider(options, named_provider(options, entry->provider), entry->model, log);
        found.name = entry->name;
        if (entry->context) found.context = entry->context;
        found.price_in = entry->price_in;
        found.price_out = entry->price_out;
        return found;
    }
    if (const auto words = program_words(name); !words.empty()) {
        ProviderEntry entry;
        entry.name = name;
        entry.protocol = Provider::program;
        entry.program = words;
        return at_provider(options, entry, "", log);
    }
    const std::string before = name.substr(0, name.find(':'));
    const bool has_provider = before.size() < name.size() && (options.catalog.providers.contains(before) ||
                                                              (provider_of(before) && before != "builtin"));
    if (has_provider) {
        return at_provider(options, named_provider(options, before), name.substr(before.size() + 1), log);
    }
    if (options.provider.empty() && options.url.empty()) {
        std::vector<std::string> names;
        for (const ModelEntry& entry : options.catalog.models) names.push_back(entry.name);
        const auto near = nearest(name, names);
        throw UsageError("no model is called '" + name + "'",
                         near ? "did you mean '" + *near + "'?" : "give --provider, or configure it under models");
    }
    return at_provider(options, option_provider(options, log), name, log);
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
