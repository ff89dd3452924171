#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "core/command.hpp"
#include "llm-ask/endpoint.hpp"
#include "llm-ask/task_kind.hpp"

namespace tk::llm {

/// A server or program of the configuration file.
struct ProviderEntry {
    std::string name;
    Provider protocol = Provider::openai;
    std::string url;                   ///< empty: the protocol's usual place
    std::vector<std::string> program;  ///< words of the program, for protocol cmd
    std::string key_file;
    std::string key_env;          ///< environment variable that holds the key
    std::int64_t concurrent = 0;  ///< most requests at a time; 0: no limit
    std::int64_t per_minute = 0;  ///< most requests in any 60 s, all processes together; 0: no limit
};

/// A model of the configuration file.
struct ModelEntry {
    std::string name;
    std::string provider;  ///< name of a provider, or a protocol
    std::string model;     ///< as the server calls it
    std::optional<std::int64_t> context;
    std::optional<double> price_in;   ///< for a million tokens read
    std::optional<double> price_out;  ///< for a million tokens written
    std::vector<TaskKind> good_at;    ///< empty: guessed from the name
    std::optional<double> quality;    ///< any scale, larger is better
};

/// A way to ask that has a name: `--role gm`.
struct RoleEntry {
    std::string name;
    std::string model;
    std::string system;
    std::optional<double> temperature;
    std::optional<std::int64_t> max_tokens;
    std::optional<TaskKind> task;
};

/// A rule of the router. It holds when the task is `task` (if given) and one of `words` stands in the prompt (if any is
/// given); the first that holds decides.
struct RouteEntry {
    std::optional<TaskKind> task;
    std::vector<std::string> words;   ///< folded
    std::vector<std::string> models;  ///< best first
};

/// The structured part of the tool's section of the configuration file.
struct Catalog {
    std::map<std::string, ProviderEntry> providers;
    std::vector<ModelEntry> models;  ///< in the order of the file
    std::map<std::string, RoleEntry> roles;
    std::vector<RouteEntry> routes;

    const ModelEntry* model(const std::string& name) const;
};

/// Declares the settings `providers`, `models`, `roles` and `routes`; they are validated as they are read.
void declare_catalog(Command& command, Catalog& catalog);

/// Throws UsageError when a model names a provider, or a route a model, that the catalog does not hold. What a role
/// names may be a model of --provider, which only its server knows.
void check_catalog(const Catalog& catalog);

}  // namespace tk::llm
