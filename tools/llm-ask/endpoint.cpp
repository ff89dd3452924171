#include "llm-ask/endpoint.hpp"

#include <algorithm>
#include <cctype>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::llm {

namespace {

/// Where the port's colon stands, or npos; the colons of an IPv6 address are inside brackets.
std::size_t port_colon(std::string_view authority) {
    const std::size_t bracket = authority.rfind(']');
    return authority.find(':', bracket == std::string_view::npos ? 0 : bracket);
}

/// The last part of the path of the chat call.
std::string_view chat_call(Provider provider) {
    if (provider == Provider::ollama) return "/chat";
    return provider == Provider::anthropic ? "/messages" : "/chat/completions";
}

bool is_printable(char character) {
    return static_cast<unsigned char>(character) > 0x20 && static_cast<unsigned char>(character) < 0x7F;
}

bool is_port(std::string_view text) {
    return !text.empty() && text.size() <= 5 &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

std::string_view provider_name(Provider provider) {
    switch (provider) {
        case Provider::ollama: return "ollama";
        case Provider::openai: return "openai";
        case Provider::anthropic: return "anthropic";
        case Provider::program: return "cmd";
        case Provider::builtin: break;
    }
    return "builtin";
}

std::optional<Provider> provider_of(std::string_view name) {
    for (const Provider provider :
         {Provider::builtin, Provider::ollama, Provider::openai, Provider::anthropic, Provider::program}) {
        if (provider_name(provider) == name) return provider;
    }
    return std::nullopt;
}

std::string Endpoint::host() const {
    return authority.substr(0, port_colon(authority));
}

std::string Endpoint::port() const {
    const std::size_t colon = port_colon(authority);
    if (colon != std::string::npos) return authority.substr(colon + 1);
    return scheme == "https" ? "443" : "80";
}

std::string Endpoint::text() const {
    return shown() + query;
}

Endpoint parse_endpoint(std::string_view text) {
    text = trim(text);
    // The address itself stays out of this message: it may hold a password.
    if (text.find('@') != std::string_view::npos) {
        throw UsageError("the server's address holds a name or a password",
                         "give the key by TURNKIT_LLM_KEY or --key-file FILE");
    }
    Endpoint endpoint;
    endpoint.scheme = "http";
    std::string_view rest = text;
    if (const std::size_t mark = text.find("://"); mark != std::string_view::npos) {
        endpoint.scheme = text.substr(0, mark);
        rest.remove_prefix(mark + 3);
    }
    rest = rest.substr(0, rest.find('#'));
    if (const std::size_t query = rest.find('?'); query != std::string_view::npos) {
        endpoint.query = rest.substr(query);
        rest = rest.substr(0, query);
    }
    const std::size_t slash = rest.find('/');
    endpoint.authority = rest.substr(0, slash);
    if (slash != std::string_view::npos) endpoint.path = rest.substr(slash);
    while (endpoint.path.ends_with('/')) endpoint.path.pop_back();

    const std::size_t colon = port_colon(endpoint.authority);
    const bool bad_port =
        colon != std::string::npos && !is_port(std::string_view(endpoint.authority).substr(colon + 1));
    if ((endpoint.scheme != "http" && endpoint.scheme != "https") || endpoint.host().empty() || bad_port ||
        !std::all_of(text.begin(), text.end(), is_printable)) {
        throw UsageError("not the address of a server: " + std::string(text.substr(0, text.find('?'))),
                         "an address looks like http://127.0.0.1:8080 or https://host/v1");
    }
    return endpoint;
}

bool is_loopback(const Endpoint& endpoint) {
    const std::string host = endpoint.host();
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

Endpoint chat_endpoint(Provider provider, Endpoint base) {
    const bool ollama = provider == Provider::ollama;
    const std::string_view call = chat_call(provider);
    const std::string folder = ollama ? "/api" : "";
    if (base.path.ends_with(folder + std::string(call))) return base;
    if (ollama && base.path.ends_with(folder)) {
        base.path += call;
    } else if (!ollama && base.path.empty()) {
        base.path = "/v1" + std::string(call);
    } else {
        base.path += folder + std::string(call);
    }
    return base;
}

namespace {

/// The address of another call of the server, from that of the chat call.
Endpoint sibling(Provider provider, const Endpoint& base, std::string_view call) {
    Endpoint endpoint = chat_endpoint(provider, base);
    const std::size_t chat = chat_call(provider).size();
    endpoint.path.replace(endpoint.path.size() - chat, chat, call);
    return endpoint;
}

}  // namespace

Endpoint models_endpoint(Provider provider, const Endpoint& base) {
    return sibling(provider, base, provider == Provider::ollama ? "/tags" : "/models");
}

Endpoint embeddings_endpoint(Provider provider, const Endpoint& base) {
    return sibling(provider, base, provider == Provider::ollama ? "/embed" : "/embeddings");
}

Endpoint ollama_host(std::string_view value) {
    value = trim(value);
    const bool has_scheme = value.find("://") != std::string_view::npos;
    std::string text = has_scheme ? std::string(value) : "http://" + std::string(value);
    if (value.starts_with(':')) text = "http://127.0.0.1" + std::string(value);
    Endpoint endpoint = parse_endpoint(text);
    if (endpoint.host() == "0.0.0.0") endpoint.authority.replace(0, endpoint.host().size(), "127.0.0.1");
    if (!has_scheme && port_colon(endpoint.authority) == std::string::npos) {
        endpoint.authority += ":" + std::string(ollama_port);
    }
    return endpoint;
}

}  // namespace tk::llm
