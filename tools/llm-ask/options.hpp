#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "llm-ask/catalog.hpp"
#include "llm-ask/chat.hpp"
#include "llm-ask/retry.hpp"
#include "llm-ask/seconds.hpp"
#include "llm-ask/waits.hpp"

namespace tk::llm {

/// The options that say which model is asked and how.
struct ServerOptions {
    Catalog catalog;
    std::string provider;
    std::string url;
    std::string model;
    std::vector<std::string> fallback;
    std::string role;
    std::string task;
    std::string prefer = "quality";
    std::string key_file;
    std::string database;
    std::optional<std::int64_t> max_tokens;
    std::optional<double> temperature;
    std::int64_t top_k = ChatRequest().top_k;
    double top_p = ChatRequest().top_p;
    std::int64_t context = ChatRequest().context;
    std::string too_long = "refuse";
    std::int64_t retries = RetryPolicy().retries;
    double connect_timeout = in_seconds(connect_wait);  ///< seconds, as the others
    std::optional<double> first_token_timeout;          ///< absent: from past answers
    std::optional<double> idle_timeout;                 ///< absent: shorter while another model is left to ask
    double total_timeout = in_seconds(total_wait);
    std::string cache = "exact";
    std::int64_t cache_ttl = 7200;  ///< seconds
    std::string embedding_model;
};

/// Declares the options of every command that asks a server.
void declare(Command& command, ServerOptions& options);

/// True when the command line, the environment or the configuration names somebody to ask.
bool is_server_configured(const ServerOptions& options);
/// True when the builtin narrator was asked for.
bool is_builtin(const ServerOptions& options);

/// A request with the numbers of the options and the role, still without texts (but the role's system text).
ChatRequest configured_request(const ServerOptions& options);

/// How often, and how long, to try again.
RetryPolicy retry_policy(const ServerOptions& options);

}  // namespace tk::llm
