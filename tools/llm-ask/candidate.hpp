#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "core/log.hpp"
#include "llm-ask/client.hpp"
#include "llm-ask/options.hpp"

namespace tk::llm {

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

/// The model that `name` means: a model of the configuration, PROVIDER:MODEL, or a model of --provider. Throws
/// UsageError when something is missing.
Candidate candidate(const ServerOptions& options, const std::string& name, const Log& log);

}  // namespace tk::llm
