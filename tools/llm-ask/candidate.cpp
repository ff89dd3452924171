#include "llm-ask/candidate.hpp"

#include <cstdlib>

#include "core/text.hpp"
#include "llm-ask/seconds.hpp"
#include "llm-ask/secret.hpp"

namespace tk::llm {

namespace {

std::string environment(const char* name) {
    const char* const value = std::getenv(name);
    return value == nullptr ? std::string{} : std::string(value);
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
    return parse_endpoint("https://" + std::string(anthropic ? anthropic_host : openai_host));
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
            endpoint.path.starts_with("/api") || (endpoint.path.empty() && endpoint.port() == ollama_port);
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
    found.server.limits.connect = in_milliseconds(options.connect_timeout);
    found.server.limits.total = in_milliseconds(options.total_timeout);
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

}  // namespace tk::llm
