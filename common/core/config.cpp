#include "core/config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>

#include "core/error.hpp"
#include "core/json.hpp"
#include "core/parse.hpp"
#include "core/paths.hpp"
#include "core/text.hpp"

namespace tk {

namespace {

/// Options of single tools that make sense for all of them.
const std::vector<std::string> shared_keys{"db", "profile"};

struct Reading {
    const Command& tool;
    const Command& common;
    std::string file;
    std::map<std::string, std::pair<std::string, std::vector<std::string>>> values;  // key -> where, texts
    std::map<std::string, std::pair<std::string, std::string>> structures;           // setting -> where, JSON
};

std::vector<std::string> own_keys(const Command& command) {
    std::vector<std::string> keys;
    for (const auto& option : command.options()) {
        if (!option->is_hidden) keys.push_back(option->long_name());
    }
    for (const auto& child : command.subcommands()) {
        for (std::string& key : own_keys(*child)) keys.push_back(std::move(key));
    }
    return keys;
}

[[noreturn]] void refuse(const Reading& reading, const std::string& where, const std::string& what,
                         const std::string& word, const std::vector<std::string>& known) {
    const auto near = nearest(word, known);
    throw UsageError(fmt::format("{}: {}: {}", reading.file, where, what),
                     near ? fmt::format("did you mean '{}'?", *near) : "");
}

std::string scalar_text(const Reading& reading, const std::string& where, const JsonView& value) {
    if (const auto text = value.as_string()) return std::string(*text);
    if (value.is_number() || value.as_boolean()) return value.dump();
    throw UsageError(fmt::format("{}: {}: must be a text, a number, true or false", reading.file, where));
}

void take(Reading& reading, const std::string& where, const std::string& key, const JsonView& value) {
    std::vector<std::string> texts;
    if (value.is_array()) {
        for (const JsonView& element : value.elements()) texts.push_back(scalar_text(reading, where, element));
    } else {
        texts.push_back(scalar_text(reading, where, value));
    }
    reading.values[key] = {fmt::format("{}: {}", reading.file, where), std::move(texts)};
}

bool is_setting(const Command& tool, std::string_view key) {
    return std::any_of(tool.settings().begin(), tool.settings().end(),
                       [&](const auto& setting) { return setting->name == key; });
}

void read_structures(const Command& tool, const Reading& reading) {
    for (const auto& setting : tool.settings()) {
        const auto found = reading.structures.find(setting->name);
        if (found == reading.structures.end()) continue;
        const auto& [where, json] = found->second;
        JsonParser parser;
        setting->read(parser.parse(json), where);
        setting->shown = json;
    }
}

/// A file that is there but cannot be read must not pass for none.
std::string text_of(const std::filesystem::path& path) {
    std::ifstream stream{path};
    if (!stream) throw UsageError(with_errno(path.string()), "make the file readable or move it away");
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

bool is_installed_tool(const std::string& name) {
    std::error_code ignored;
    return std::filesystem::exists(tool_beside(name), ignored);
}

void read_section(Reading& reading, const std::string& prefix, const JsonView& section, bool environments) {
    std::vector<std::string> everywhere = own_keys(reading.common);
    everywhere.insert(everywhere.end(), shared_keys.begin(), shared_keys.end());
    std::vector<std::string> own = own_keys(reading.tool);
    for (const auto& setting : reading.tool.settings()) own.push_back(setting->name);
    const auto knows = [](const std::vector<std::string>& keys, std::string_view key) {
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    };
    // General values first, so that the tool's own section wins whatever the order in the file.
    for (const auto& [name, value] : section.members()) {
        const std::string key{name};
        if (value.is_object()) continue;
        if (!knows(everywhere, key)) refuse(reading, prefix + key, "unknown setting", key, everywhere);
        take(reading, prefix + key, key, value);
    }
    for (const auto& [name, value] : section.members()) {
        const std::string key{name};
        if (!value.is_object() || (environments && key == "environments")) continue;
        if (key != reading.tool.name()) {
            if (!is_installed_tool(key))
                refuse(reading, prefix + key, "no tool of this name", key, {reading.tool.name()});
            continue;
        }
        for (const auto& [inner, setting] : value.members()) {
            const std::string where = prefix + key + "." + std::string(inner);
            if (is_setting(reading.tool, inner)) {
                reading.structures[std::string(inner)] = {fmt::format("{}: {}", reading.file, where), setting.dump()};
                continue;
            }
            if (!knows(own, inner) && !knows(everywhere, inner)) {
                refuse(reading, where, "unknown setting", std::string(inner), own);
            }
            take(reading, where, std::string(inner), setting);
        }
    }
}

}  // namespace

std::vector<const Option*> apply_configuration(const Command& tool, const Command& common,
                                               const std::string& environment, const std::vector<const Option*>& open) {
    const std::filesystem::path path = config_home() / "config.json";
    std::error_code hidden;
    if (!std::filesystem::exists(std::filesystem::symlink_status(path, hidden))) return {};
    const std::string text = text_of(path);

    Reading reading{tool, common, path.string(), {}, {}};
    JsonParser parser;
    const JsonView root = [&] {
        try {
            return parser.parse(text);
        } catch (const Error& error) {
            throw UsageError(fmt::format("{}: {}", reading.file, error.what()), "mend the file or move it away");
        }
    }();
    if (!root.is_object()) throw UsageError(reading.file + ": must be a JSON object");
    read_section(reading, "", root, true);
    if (const auto sections = root.find("environments")) {
        std::vector<std::string> names;
        for (const auto& [name, section] : sections->members()) {
            const std::string prefix = fmt::format("environments.{}.", name);
            if (!section.is_object()) {
                throw UsageError(fmt::format("{}: environments.{}: must be an object", reading.file, name));
            }
            names.emplace_back(name);
            Reading part{tool, common, reading.file, {}, {}};
            read_section(part, prefix, section, false);
            if (name != environment) continue;
            for (auto& [key, value] : part.values) reading.values[key] = std::move(value);
            for (auto& [key, value] : part.structures) reading.structures[key] = std::move(value);
        }
        // A section is optional, but a name that is nearly that of one is a slip.
        const bool is_there = std::find(names.begin(), names.end(), environment) != names.end();
        if (!environment.empty() && !is_there && nearest(environment, names)) {
            refuse(reading, "environments", fmt::format("no section '{}', which TURNKIT_ENV names", environment),
                   environment, names);
        }
    }

    std::vector<const Option*> set;
    for (const Option* option : open) {
        const auto found = reading.values.find(option->long_name());
        if (found == reading.values.end()) continue;
        for (const std::string& value : found->second.second) assign(*option, value, found->second.first);
        set.push_back(option);
    }
    read_structures(tool, reading);
    return set;
}

}  // namespace tk
