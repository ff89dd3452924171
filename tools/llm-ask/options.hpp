#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/command.hpp"
#include "core/log.hpp"
#include "llm-ask/client.hpp"

namespace tk::llm {

/// The options that say which server is asked and how.
struct ServerOptions {
    std::string provider;
    std::string url;
    std::string model;
    std::string key_file;
    std::int64_t max_tokens = 150;
    double temperature = 0.75;
    std::int64_t top_k = 40;
    double top_p = 0.9;
    std::int64_t context = 4096;
    double connect_timeout = 5;  ///< seconds, as the others
    double first_token_timeout = 120;
    double idle_timeout = 60;
    double total_timeout = 600;
};

void declare(Command& command, ServerOptions& options);

/// The provider to use: what --provider says; where only an address is known, the protocol that is usual there; nothing
/// when no server is configured.
std::optional<Provider> configured_provider(const ServerOptions& options, const Log& log);

/// The server of `provider` (not builtin) with its key. Throws UsageError when something is missing.
Server configured_server(const ServerOptions& options, Provider provider, const Log& log);

/// A request with the model and the numbers of the options, still without texts.
ChatRequest configured_request(const ServerOptions& options);

}  // namespace tk::llm
