#include "llm-ask/models_command.hpp"

#include <charconv>
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

Task<Listing> listing_of(Network& network, Server server) {
    Listing listing;
    if (server.provider == Provider::program) co_return listing;
    server.limits.first_token = std::chrono::seconds(10);
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

}  // namespace

Status list_models(Context& context, Network& network, const ServerOptions& options) {
    check_catalog(options.catalog);
    std::map<std::string, Server> servers;
    std::multimap<std::string, const ModelEntry*> configured;
    for (const ModelEntry& entry : options.catalog.models) {
        const Candidate model = candidate(options, entry.name, context.log());
        servers.try_emplace(model.provider, model.server);
        configured.emplace(model.provider, &entry);
    }
    for (const auto& [name, entry] : options.catalog.providers) {
        if (servers.contains(name) || entry.protocol == Provider::program) continue;
        servers.emplace(name, candidate(options, name + ":any", context.log()).server);
    }
    if ((!options.provider.empty() || !options.url.empty()) && !is_builtin(options)) {
        ServerOptions named = options;
        named.catalog.models.clear();
        const Candidate model = candidate(named, "any", context.log());
        servers.try_emplace(model.provider, model.server);
    }
    if (servers.empty()) {
        context.log().warning("no server is configured (--provider, --url, or providers in the configuration)");
        return Status::nothing;
    }

    std::vector<std::pair<std::string, Task<Listing>>> asked;
    for (const auto& [name, server] : servers) asked.emplace_back(name, listing_of(network, server));
    for (auto& [name, task] : asked) task.start();
    RowPrinter rows(context);
    bool any = false;
    for (auto& [name, task] : asked) {
        while (!task.done()) network.step();
        const Listing listing = task.result();
        if (!listing.problem.empty()) context.problem(Error(listing.problem));
        std::set<std::string> shown;
        const auto [first, last] = configured.equal_range(name);
        for (auto it = first; it != last; ++it) {
            const ModelEntry& entry = *it->second;
            const bool is_program = servers.at(name).provider == Provider::program;
            bool is_listed = is_program;
            for (const std::string& model : listing.names) {
                if (!is_same_model(entry.model, model)) continue;
                is_listed = true;
                shown.insert(model);
            }
            rows.row(row_of(name, entry.model, &entry, is_listed));
            any = true;
        }
        for (const std::string& model : listing.names) {
            if (shown.contains(model)) continue;
            rows.row(row_of(name, model, nullptr, true));
            any = true;
        }
    }
    rows.finish();
    const Status status = context.status();  // a server that cannot be reached is no empty list
    return any || status != Status::done ? status : Status::nothing;
}

Status rate(Context& context, const ServerOptions& options, const std::vector<std::string>& words) {
    if (words.size() != 2) throw UsageError("give the id of one answer and one rating", "llm-ask rate m1 good");
    const std::string& id = words[0];
    const std::string& rating = words[1];
    double value = 0;
    if (rating == "good" || rating == "bad") {
        value = rating == "good" ? 1 : -1;
    } else {
        const auto [end, error] = std::from_chars(rating.data(), rating.data() + rating.size(), value);
        if (error != std::errc{} || end != rating.data() + rating.size() || !(value >= -1 && value <= 1)) {
            throw UsageError("RATING must be good, bad or a number of -1 to 1");
        }
    }
    const auto ledger = open_ledger(context, options, false);
    if (!ledger->is_kept()) {
        throw Error("there is no database, so no answer was remembered", "db-update init makes one");
    }
    if (!ledger->rate(id, value)) {
        throw Error("no answer has the id '" + id + "'", "the id stands in the answer's record (m1, m2...)");
    }
    return Status::done;
}

}  // namespace tk::llm
