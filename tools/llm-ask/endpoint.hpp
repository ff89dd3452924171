#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace tk::llm {

/// Who answers: the builtin narrator, a protocol that a server speaks, or a local program.
enum class Provider { builtin, ollama, openai, anthropic, program };

/// "builtin", "ollama", "openai", "anthropic", "cmd".
std::string_view provider_name(Provider provider);

/// The provider of that name.
std::optional<Provider> provider_of(std::string_view name);

/// Where the protocols are at home.
inline constexpr std::string_view ollama_port = "11434";
inline constexpr std::string_view openai_host = "api.openai.com";
inline constexpr std::string_view anthropic_host = "api.anthropic.com";

/// An http or https address in parts.
struct Endpoint {
    std::string scheme;     ///< "http" or "https"
    std::string authority;  ///< host and port as written
    std::string path;       ///< begins with `/`, without one at the end; empty for none
    std::string query;      ///< with its `?`; empty for none

    std::string host() const;
    /// Port as written, or the scheme's.
    std::string port() const;
    std::string text() const;
    /// For messages: without the query, which may hold a key.
    std::string shown() const { return scheme + "://" + authority + path; }
};

/// Reads an address. Without a scheme it is http. Throws UsageError for another scheme, for a password in it (a secret
/// does not belong into an option), and for what is no address.
Endpoint parse_endpoint(std::string_view text);

/// True for localhost and the loopback addresses.
bool is_loopback(const Endpoint& endpoint);

/// The address of the chat call of a server given by its base address: `http://host:8080`, `.../v1` or the whole path.
Endpoint chat_endpoint(Provider provider, Endpoint base);

/// The address of the call that lists a server's models, and of the one that turns texts into vectors (not for
/// Anthropic's protocol, which has none), from the same base.
Endpoint models_endpoint(Provider provider, const Endpoint& base);
Endpoint embeddings_endpoint(Provider provider, const Endpoint& base);

/// The address that OLLAMA_HOST (`value`) means to Ollama's own clients: host, port or scheme may be missing, and
/// 0.0.0.0 is this machine.
Endpoint ollama_host(std::string_view value);

}  // namespace tk::llm
