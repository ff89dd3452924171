#include "llm-ask/catalog.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/json.hpp"
#include "core/text.hpp"

namespace tk::llm {

namespace {

/// An object of the file: every key is asked for once, and what was not asked for is refused.
class Fields {
public:
    Fields(const JsonView& object, std::string where) : object_(object), where_(std::move(where)) {
        if (!object.is_object()) fail(where_, "must be an object");
    }

    std::string text(const std::string& key) { return optional_text(key).value_or(""); }
    std::optional<std::string> optional_text(const std::string& key) {
        const auto value = take(key);
        if (!value) return std::nullopt;
        const auto text = value->as_string();
        if (!text) fail(at(key), "must be a text");
        return std::string(*text);
    }
    std::optional<double> number(const std::string& key, double least) {
        const auto value = take(key);
        if (!value) return std::nullopt;
        const auto number = value->as_number();
        if (!number || !(*number >= least)) fail(at(key), fmt::format("must be a number of at least {:g}", least));
        return number;
    }
    std::optional<std::int64_t> integer(const std::string& key, std::int64_t least) {
        const auto value = take(key);
        if (!value) return std::nullopt;
        const auto number = value->as_integer();
        if (!number || *number < least) fail(at(key), fmt::format("must be a whole number of at least {}", least));
        return number;
    }
    std::vector<std::string> texts(const std::string& key) {
        std::vector<std::string> list;
        const auto value = take(key);
        if (!value) return list;
        if (const auto one = value->as_string()) return {std::string(*one)};
        if (!value->is_array()) fail(at(key), "must be a text or a list of texts");
        for (const JsonView& element : value->elements()) {
            const auto text = element.as_string();
            if (!text) fail(at(key), "must be a text or a list of texts");
            list.emplace_back(*text);
        }
        return list;
    }
    std::vector<TaskKind> tasks(const std::string& key) {
        std::vector<TaskKind> list;
        for (const std::string& name : texts(key)) {
            const auto task = task_of_name(name);
            if (!task) {
                throw UsageError(fmt::format("{}: no task is called '{}'", at(key), name),
                                 fmt::format("the tasks are {}", fmt::join(task_names(), ", ")));
            }
            list.push_back(*task);
        }
        return list;
    }
    std::string at(const std::string& key) const { return where_ + "." + key; }

    void refuse_others() const {
        for (const auto& [name, value] : object_.members()) {
            const std::string key{name};
            if (std::find(known_.begin(), known_.end(), key) != known_.end()) continue;
            const auto near = nearest(key, known_);
            throw UsageError(at(key) + ": unknown setting", near ? fmt::format("did you mean '{}'?", *near) : "");
        }
    }
    [[noreturn]] static void fail(const std::string& where, const std::string& what) {
        throw UsageError(where + ": " + what);
    }

private:
    std::optional<JsonView> take(const std::string& key) {
        known_.push_back(key);
        return object_.find(key);
    }

    JsonView object_;
    std::string where_;
    std::vector<std::string> known_;
};

ProviderEntry provider_entry(const std::string& name, const JsonView& value, const std::string& where) {
    Fields fields(value, where);
    ProviderEntry entry;
    entry.name = name;
    const std::string protocol = fields.text("protocol");
    const auto known = provider_of(protocol);
    if (!known || *known == Provider::builtin) {
        throw UsageError(fields.at("protocol") + ": must be ollama, openai, anthropic or cmd");
    }
    entry.protocol = *known;
    entry.url = fields.text("url");
    if (!entry.url.empty()) parse_endpoint(entry.url);
    entry.program = fields.texts("program");
    if ((entry.protocol == Provider::program) != !entry.program.empty()) {
        Fields::fail(fields.at("program"), "belongs to protocol cmd, which needs it");
    }
    entry.key_file = fields.text("key-file");
    entry.key_env = fields.text("key-env");
    entry.concurrent = fields.integer("concurrent", 1).value_or(0);
    entry.per_minute = fields.integer("requests-per-minute", 1).value_or(0);
    fields.refuse_others();
    return entry;
}

ModelEntry model_entry(const std::string& name, const JsonView& value, const std::string& where) {
    Fields fields(value, where);
    ModelEntry entry;
    entry.name = name;
    entry.provider = fields.text("provider");
    if (entry.provider.empty()) Fields::fail(fields.at("provider"), "is missing");
    entry.model = fields.optional_text("model").value_or(name);
    entry.context = fields.integer("context", 16);
    entry.price_in = fields.number("price-in", 0);
    entry.price_out = fields.number("price-out", 0);
    entry.good_at = fields.tasks("good-at");
    entry.quality = fields.number("quality", -1e9);
    fields.refuse_others();
    return entry;
}

RoleEntry role_entry(const std::string& name, const JsonView& value, const std::string& where) {
    Fields fields(value, where);
    RoleEntry entry;
    entry.name = name;
    entry.model = fields.text("model");
    entry.system = fields.text("system");
    entry.temperature = fields.number("temperature", 0);
    entry.max_tokens = fields.integer("max-tokens", 1);
    const auto tasks = fields.tasks("task");
    if (!tasks.empty()) entry.task = tasks.front();
    fields.refuse_others();
    return entry;
}

RouteEntry route_entry(const JsonView& value, const std::string& where) {
    Fields fields(value, where);
    RouteEntry entry;
    const auto tasks = fields.tasks("task");
    if (!tasks.empty()) entry.task = tasks.front();
    for (const std::string& word : fields.texts("words")) {
        for (std::string& folded : fold_words(fold(word))) entry.words.push_back(std::move(folded));
    }
    entry.models = fields.texts("models");
    if (entry.models.empty()) Fields::fail(fields.at("models"), "is missing");
    fields.refuse_others();
    return entry;
}

void require_object(const JsonView& value, const std::string& where) {
    if (!value.is_object()) throw UsageError(where + ": must be an object with a member for each name");
}

}  // namespace

const ModelEntry* Catalog::model(const std::string& name) const {
    const auto found =
        std::find_if(models.begin(), models.end(), [&](const ModelEntry& entry) { return entry.name == name; });
    return found == models.end() ? nullptr : &*found;
}

void declare_catalog(Command& command, Catalog& catalog) {
    command.setting("providers",
                    "Servers and programs by name: protocol (ollama, openai, anthropic, cmd), url, program, key-file, "
                    "key-env, concurrent, requests-per-minute",
                    [&catalog](const JsonView& value, const std::string& where) {
                        require_object(value, where);
                        for (const auto& [name, entry] : value.members()) {
                            const std::string key{name};
                            catalog.providers[key] = provider_entry(key, entry, where + "." + key);
                        }
                    });
    command.setting("models",
                    fmt::format("Models by name: provider, model, context, price-in and price-out (for a million "
                                "tokens), good-at ({}), quality",
                                fmt::join(task_names(), ", ")),
                    [&catalog](const JsonView& value, const std::string& where) {
                        require_object(value, where);
                        for (const auto& [name, entry] : value.members()) {
                            const std::string key{name};
                            catalog.models.push_back(model_entry(key, entry, where + "." + key));
                        }
                    });
    command.setting("roles", "Ways to ask by name (--role): model, system, temperature, max-tokens, task",
                    [&catalog](const JsonView& value, const std::string& where) {
                        require_object(value, where);
                        for (const auto& [name, entry] : value.members()) {
                            const std::string key{name};
                            catalog.roles[key] = role_entry(key, entry, where + "." + key);
                        }
                    });
    command.setting("routes",
                    "Rules of --model auto, the first that holds decides: task, words (one of them in the prompt), "
                    "models (best first)",
                    [&catalog](const JsonView& value, const std::string& where) {
                        if (!value.is_array()) throw UsageError(where + ": must be a list");
                        std::size_t number = 0;
                        for (const JsonView& entry : value.elements()) {
                            catalog.routes.push_back(route_entry(entry, fmt::format("{}[{}]", where, number++)));
                        }
                    });
}

void check_catalog(const Catalog& catalog) {
    for (const ModelEntry& entry : catalog.models) {
        const auto protocol = provider_of(entry.provider);
        const bool is_server = protocol && *protocol != Provider::program && *protocol != Provider::builtin;
        if (catalog.providers.contains(entry.provider) || is_server) continue;
        throw UsageError(fmt::format("configuration: model '{}' names the provider '{}', which is not configured",
                                     entry.name, entry.provider));
    }
    for (const RouteEntry& route : catalog.routes) {
        for (const std::string& name : route.models) {
            if (catalog.model(name) != nullptr) continue;
            throw UsageError(fmt::format("configuration: a route names the model '{}', which is not configured", name));
        }
    }
}

}  // namespace tk::llm
