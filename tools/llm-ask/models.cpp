#include "llm-ask/models.hpp"

#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "core/rows.hpp"
#include "llm-ask/ask_setup.hpp"
#include "llm-ask/fetch.hpp"
#include "llm-ask/router.hpp"
#include "llm-ask/server_error.hpp"

namespace tk::llm {

namespace {

/// Names in a list of models: Ollama's `models[].name`, or `data[].id` of the other protocols.
std::vector<std::string> names_in(const std::string& body) {
    JsonParser parser;
    const JsonView object = parse_from_server(parser, body);
    std::vector<std::string> names;
    const auto add = [&names](const std::optional<JsonView>& list, std::string_view key) {
        if (!list) return;
        for (const JsonView& entry : list->elements()) {
            if (const auto name = entry.string(key)) names.emplace_back(*name);
        }
    };
    add(object.find("data"), "id");
    if (names.empty()) add(object.find("models"), "name");
    return names;
}

/// What one provider says of itself.
struct Listing {
    std::vector<std::string> names;
    std::string problem;  ///< empty: it answered
};

/// A list needs no model to think; who does not send it by then is told apart as unreachable.
constexpr std::chrono::seconds list_wait{10};

Task<Listing> listing_of(Network& network, Server server) {
    Listing listing;
    if (server.provider == Provider::program) co_return listing;
    server.limits.first_token = list_wait;
    const Endpoint endpoint = models_endpoint(server.provider, server.chat);
    try {
        const std::string body = co_await fetch(network, server, endpoint, "");
        listing.names = names_in(body);
    } catch (const AnswerError& error) {
        listing.problem = error.what();
    }
    co_return listing;
}

Value row_of(const std::string& provider, const std::string& model, const ModelEntry* entry, bool is_reachable) {
    Value row = {{"type", "row"}, {"provider", provider}, {"model", model}, {"reachable", is_reachable}};
    if (entry != nullptr) row["name"] = entry->name;
    const bool is_told = entry != nullptr && !entry->good_at.empty();
    Value good_at = Value::array();
    for (const TaskKind task : is_told ? entry->good_at : guess_specialities(model)) good_at.push_back(task_name(task));
    row["good_at"] = std::move(good_at);
    row["good_at_by"] = is_told ? "configuration" : "name";
    if (entry == nullptr) return row;
    if (entry->context) row["context"] = *entry->context;
    if (entry->price_in) row["price_in"] = *entry->price_in;
    if (entry->price_out) row["price_out"] = *entry->price_out;
    if (entry->quality) row["quality"] = *entry->quality;
    return row;
}

/// "llama3.2" is "llama3.2:latest" to Ollama.
bool is_same_model(const std::string& configured, const std::string& listed) {
    return configured == listed || configured + ":latest" == listed;
}

/// The servers to ask, by the names of their providers: those of the configured models and providers, and the one that
/// the options name.
std::map<std::string, Server> servers_of(const ServerOptions& options, const Log& log) {
    std::map<std::string, Server> servers;
    for (const ModelEntry& entry : options.catalog.models) {
        const Candidate model = candidate(options, entry.name, log);
        servers.try_emplace(model.provider, model.server);
    }
    for (const auto& [name, entry] : options.catalog.providers) {
        if (servers.contains(name) || entry.protocol == Provider::program) continue;
        servers.emplace(name, candidate(options, name + ":any", log).server);
    }
    if ((!options.provider.empty() || !options.url.empty()) && !is_builtin(options)) {
        ServerOptions named = options;
        named.catalog.models.clear();
        const Candidate model = candidate(named, "any", log);
        servers.try_emplace(model.provider, model.server);
    }
    return servers;
}

/// A row for each model of one provider: those of the configuration, then what its `listing` has besides.
std::vector<Value> rows_of(const std::string& provider, const Catalog& catalog, const Listing& listing,
                           bool is_program) {
    std::vector<Value> rows;
    std::set<std::string> shown;
    for (const ModelEntry& entry : catalog.models) {
        if (entry.provider != provider) continue;
        bool is_listed = is_program;
        for (const std::string& model : listing.names) {
            if (!is_same_model(entry.model, model)) continue;
            is_listed = true;
            shown.insert(model);
        }
        rows.push_back(row_of(provider, entry.model, &entry, is_listed));
    }
    for (const std::string& model : listing.names) {
        if (!shown.contains(model)) rows.push_back(row_of(provider, model, nullptr, true));
    }
    return rows;
}

}  // namespace

Status list_models(Context& context, Network& network, const ServerOptions& options) {
    check_catalog(options.catalog);
    const std::map<std::string, Server> servers = servers_of(options, context.log());
    if (servers.empty()) {
        context.log().warning("no server is configured (--provider, --url, or providers in the configuration)");
        return Status::nothing;
    }

    std::vector<std::pair<std::string, Task<Listing>>> asked;
    for (const auto& [name, server] : servers) asked.emplace_back(name, listing_of(network, server));
    for (auto& [name, task] : asked) task.start();
    RowPrinter printer(context);
    bool any = false;
    for (auto& [name, task] : asked) {
        while (!task.done()) network.step();
        const Listing listing = task.result();
        if (!listing.problem.empty()) context.problem(Error(listing.problem));
        const bool is_program = servers.at(name).provider == Provider::program;
        for (const Value& row : rows_of(name, options.catalog, listing, is_program)) {
            printer.row(row);
            any = true;
        }
    }
    printer.finish();
    const Status status = context.status();  // a server that cannot be reached is no empty list
    return any || status != Status::done ? status : Status::nothing;
}

}  // namespace tk::llm
