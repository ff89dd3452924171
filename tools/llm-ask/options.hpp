#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "core/log.hpp"
#include "llm-ask/catalog.hpp"
#include "llm-ask/client.hpp"
#include "llm-ask/retry.hpp"

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
    std::int64_t top_k = 40;
    double top_p = 0.9;
    std::int64_t context = 4096;
    std::string too_long = "refuse";
    std::int64_t retries = 2;
    double connect_timeout = 5;                 ///< seconds, as the others
    std::optional<double> first_token_timeout;  ///< absent: from past answers
    std::optional<double> idle_timeout;         ///< absent: shorter while another model is left to ask
    double total_timeout = 600;
    std::string cache = "exact";
    std::int64_t cache_ttl = 7200;  ///< seconds
    std::string embedding_model;
};

/// Declares the options of every command that asks a server.
void declare(Command& command, ServerOptions& options);

/// A model that may be asked: all that is known of it.
struct Candidate {
    std::string name;      ///< as people call it
    std::string provider;  ///< name of its provider
    std::string model;     ///< as the server calls it
    Server server;
    std::optional<std::int64_t> context;  ///< tokens of prompt and answer, where it is known
    std::optional<double> price_in;
    std::optional<double> price_out;
    std::int64_t concurrent = 0;
    std::int64_t per_minute = 0;

    /// Names it for its breaker.
    std::string key() const { return provider + "/" + model; }
};

/// True when the command line, the environment or the configuration names somebody to ask.
bool is_server_configured(const ServerOptions& options);
/// True when the builtin narrator was asked for.
bool is_builtin(const ServerOptions& options);

/// The model that `name` means: a model of the configuration, PROVIDER:MODEL, or a model of --provider. Throws
/// UsageError when something is missing.
Candidate candidate(const ServerOptions& options, const std::string& name, const Log& log);

/// A request with the numbers of the options and the role, still without texts (but the role's system text).
ChatRequest configured_request(const ServerOptions& options);

/// How often, and how long, to try again.
RetryPolicy retry_policy(const ServerOptions& options);

}  // namespace tk::llm
