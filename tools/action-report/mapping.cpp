#include "action-report/mapping.hpp"

#include <fmt/format.h>

#include <map>

#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

std::optional<JsonView> KeyPath::find(const JsonView& record) const {
    if (auto whole = record.find(path_)) return whole;
    const auto dot = path_.find('.');
    if (dot == std::string::npos) return std::nullopt;
    std::optional<JsonView> at = record;
    std::string_view rest = path_;
    while (at && !rest.empty()) {
        const auto end = rest.find('.');
        at = at->find(rest.substr(0, end));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    return at;
}

Mapping parse_mapping(std::string_view text) {
    Mapping mapping;
    const std::map<std::string, KeyPath*, std::less<>> fields{
        {"id", &mapping.id},
        {"session", &mapping.session},
        {"actor", &mapping.actor},
        {"actor_name", &mapping.actor_name},
        {"action", &mapping.action},
        {"params", &mapping.params},
        {"context", &mapping.context},
        {"result", &mapping.result},
        {"error", &mapping.error},
        {"duration", &mapping.duration},
        {"t", &mapping.t},
        {"time", &mapping.time},
    };
    for (const std::string& pair : split(text, ',')) {
        if (trim(pair).empty()) continue;
        const auto equals = pair.find('=');
        const std::string field(trim(pair.substr(0, equals)));
        const std::string key(equals == std::string::npos ? "" : trim(std::string_view(pair).substr(equals + 1)));
        if (field.empty() || key.empty()) {
            throw UsageError(fmt::format("--map: '{}' is not FIELD=KEY", trim(pair)),
                             "for example --map actor=daemon_id,action=type");
        }
        if (field == "success") {
            mapping.success = KeyPath{key};
        } else if (field == "turn") {
            mapping.turn = KeyPath{key};
        } else if (const auto found = fields.find(field); found != fields.end()) {
            *found->second = KeyPath{key};
            if (field == "action") mapping.action_is_mapped = true;
            if (field == "time") mapping.time_is_mapped = true;
        } else {
            std::vector<std::string> known{"success", "turn"};
            for (const auto& [name, path] : fields) known.push_back(name);
            const auto near = nearest(field, known);
            std::string list;
            for (const std::string& name : known) list += (list.empty() ? "" : ", ") + name;
            throw UsageError(fmt::format("--map: unknown field '{}'", field),
                             near ? fmt::format("did you mean '{}'?", *near) : "the fields are " + list);
        }
    }
    return mapping;
}

}  // namespace tk::report
