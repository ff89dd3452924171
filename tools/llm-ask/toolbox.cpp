#include "llm-ask/toolbox.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <set>

#include "core/error.hpp"
#include "core/paths.hpp"
#include "llm-ask/answer_error.hpp"
#include "llm-ask/child.hpp"

namespace tk::llm {

namespace {

using std::chrono::duration_cast;
using std::chrono::milliseconds;

constexpr std::size_t most_output = std::size_t{32} << 10;
constexpr milliseconds table_limit{5'000};

/// Options that say how a program talks, not what it does.
constexpr std::array manner_options = {"output",        "stats",  "color",   "verbose", "quiet",
                                       "log-json",      "strict", "help",    "version", "print-config",
                                       "print-options", "format", "dry-run", "lang"};

/// Collects what a program prints, up to a limit in bytes and time.
class Output : public HttpReceiver {
public:
    Output(Clock::time_point deadline, std::size_t most) : deadline_(deadline), most_(most) {}

    void head(const HttpHead&) override {}
    void body(std::string_view bytes) override {
        const std::size_t room = most_ - text_.size();
        text_ += bytes.substr(0, room);
        is_cut_ = is_cut_ || bytes.size() > room;
    }
    Clock::time_point deadline() const override { return deadline_; }
    void expired() override { throw AnswerError("timeout", "it took too long and was stopped"); }

    std::string text() const { return text_ + (is_cut_ ? "\n[cut: too long]" : ""); }

private:
    Clock::time_point deadline_;
    std::size_t most_;
    std::string text_;
    bool is_cut_ = false;
};

std::string find_program(const std::string& name) {
    const auto beside = tool_beside(name);
    return name.find('/') == std::string::npos && ::access(beside.c_str(), X_OK) == 0 ? beside.string() : name;
}

Value parameter_schema(const Value& option, const Tool::Parameter& parameter) {
    Value schema;
    if (parameter.type == "flag") {
        schema["type"] = "boolean";
    } else if (parameter.type == "integer" || parameter.type == "number") {
        schema["type"] = parameter.type;
    } else {
        schema["type"] = "string";
    }
    if (option.contains("choices")) schema["enum"] = option["choices"];
    if (option.contains("least")) schema["minimum"] = option["least"];
    if (option.contains("most")) schema["maximum"] = option["most"];
    if (parameter.repeats) schema = {{"type", "array"}, {"items", std::move(schema)}};
    if (option.contains("help")) schema["description"] = option["help"];
    return schema;
}

std::string text_or(const Value& object, const char* key, const std::string& otherwise) {
    return object.is_object() && object.contains(key) && object[key].is_string() ? object[key].get<std::string>()
                                                                                 : otherwise;
}

bool flag_of(const Value& object, const char* key) {
    return object.contains(key) && object[key].is_boolean() && object[key].get<bool>();
}

bool has_option(const Value& command, std::string_view name) {
    if (!command.contains("options")) return false;
    return std::any_of(command["options"].begin(), command["options"].end(),
                       [&](const Value& option) { return text_or(option, "name", "") == name; });
}

/// Adds the options or operands of `list` to the tool and its schema.
void add_parameters(Tool& tool, Value& schema, const Value& list, bool are_operands, bool allow_write) {
    for (const Value& option : list) {
        Tool::Parameter parameter{text_or(option, "name", ""), text_or(option, "type", "text"),
                                  flag_of(option, "repeats"), are_operands, flag_of(option, "changes")};
        const bool names_files = !are_operands && (parameter.type == "file" || parameter.type == "folder");
        const bool is_manner =
            std::find(manner_options.begin(), manner_options.end(), parameter.name) != manner_options.end();
        if (parameter.name.empty() || names_files || is_manner || schema["properties"].contains(parameter.name)) {
            continue;
        }
        if (allow_write || !parameter.does_change) {
            schema["properties"][parameter.name] = parameter_schema(option, parameter);
            if (flag_of(option, "required")) schema["required"].push_back(parameter.name);
        }
        tool.parameters.push_back(std::move(parameter));
    }
}

Tool tool_of(const Value& program, const Value& command, const std::string& path, bool allow_write) {
    Tool tool;
    const std::string name = text_or(program, "name", "");
    tool.words = {path};
    tool.spec.name = name;
    if (&command != &program) {
        tool.words.push_back(text_or(command, "name", ""));
        tool.spec.name += "_" + tool.words.back();
    }
    tool.spec.description = text_or(command, "summary", text_or(program, "summary", name));
    Value schema = {{"type", "object"}, {"properties", Value::object()}};
    const auto add = [&](const Value& from, const char* list) {
        if (!from.contains(list)) return;
        add_parameters(tool, schema, from[list], list == std::string_view("operands"), allow_write);
    };
    add(command, "operands");
    add(command, "options");
    if (&command != &program) add(program, "options");
    schema["additionalProperties"] = false;
    tool.spec.parameters = schema.dump();
    return tool;
}

std::string scalar_text(const Value& value, const std::string& name) {
    if (value.is_string()) return value.get<std::string>();
    if (value.is_number() || value.is_boolean()) return value.dump();
    throw Error("argument '" + name + "' must be a text or a number");
}

/// Refuses a value that could lead out of the current folder. Any text of an option may be taken for a path (a profile
/// is a name or a file); only there do two dots without a slash pass, as in a range of levels.
void refuse_outside(const std::string& value, bool is_operand) {
    const bool may_climb = is_operand || value == ".." || value.find('/') != std::string::npos;
    const bool climbs = may_climb && value.find("..") != std::string::npos;
    if (value.starts_with('/') || value.starts_with('~') || climbs) {
        throw Error("'" + value + "' names a place outside of the current folder");
    }
}

}  // namespace

std::vector<Tool> tools_of(std::string_view table, const std::string& program, const std::string& command,
                           bool allow_write) {
    const Value root = Value::parse(table, nullptr, false);
    if (!root.is_object()) return {};
    std::vector<Tool> tools;
    const auto add = [&](const Value& entry) {
        if (!command.empty() && text_or(entry, "name", "") != command) return;
        if (!allow_write && flag_of(entry, "changes")) return;
        tools.push_back(tool_of(root, entry, program, allow_write));
    };
    if (root.contains("commands") && root["commands"].is_array()) {
        for (const Value& entry : root["commands"]) add(entry);
    } else if (command.empty() && (allow_write || !flag_of(root, "changes"))) {
        tools.push_back(tool_of(root, root, program, allow_write));
    }
    return tools;
}

std::vector<std::string> command_line(const Tool& tool, const std::string& arguments, bool allow_write) {
    const Value given = Value::parse(arguments.empty() ? "{}" : arguments, nullptr, false);
    if (!given.is_object()) throw Error("the arguments are not a JSON object");
    std::vector<std::string> words = tool.words;
    words.insert(words.end(), tool.fixed.begin(), tool.fixed.end());
    std::vector<std::string> operands;
    std::set<std::string> known;
    for (const Tool::Parameter& parameter : tool.parameters) {
        known.insert(parameter.name);
        if (!given.contains(parameter.name) || given[parameter.name].is_null()) continue;
        const Value& value = given[parameter.name];
        if (parameter.does_change && !allow_write) {
            throw Error("argument '" + parameter.name + "' changes something, which is not allowed");
        }
        if (parameter.type == "flag") {
            if (!value.is_boolean()) throw Error("argument '" + parameter.name + "' must be true or false");
            if (value.get<bool>()) words.push_back("--" + parameter.name);
            continue;
        }
        std::vector<std::string> texts;
        if (value.is_array()) {
            for (const Value& element : value) texts.push_back(scalar_text(element, parameter.name));
        } else {
            texts.push_back(scalar_text(value, parameter.name));
        }
        if (texts.size() > 1 && !parameter.repeats) throw Error("argument '" + parameter.name + "' takes one value");
        for (const std::string& text : texts) {
            if (text.find('\0') != std::string::npos) throw Error("argument '" + parameter.name + "' holds a zero");
            if (!allow_write) refuse_outside(text, parameter.is_operand);
            if (parameter.is_operand) {
                operands.push_back(text);
            } else {
                words.push_back("--" + parameter.name + "=" + text);
            }
        }
    }
    for (const auto& [name, value] : given.items()) {
        if (!known.contains(name)) throw Error("there is no argument '" + name + "'");
    }
    if (!operands.empty()) words.emplace_back("--");
    words.insert(words.end(), operands.begin(), operands.end());
    return words;
}

Value CallResult::value() const {
    return {{"id", call.id},    {"name", call.name},      {"arguments", call.arguments},
            {"status", status}, {"bytes", output.size()}, {"total_ms", time.count()}};
}

Task<void> Toolbox::add(Network& network, std::string name, std::string database) {
    const std::string program = name.substr(0, name.find(':'));
    const std::string command = program.size() < name.size() ? name.substr(program.size() + 1) : "";
    const std::string path = find_program(program);
    Output table(network.now() + table_limit, std::size_t{1} << 20);
    int status = -1;
    const std::string question = "--print-options";
    std::vector<std::string> words;
    words.push_back(path);
    words.push_back(question);
    try {
        status = co_await run_program(network, std::move(words), std::string(), table, true);
    } catch (const AnswerError& error) {
        throw UsageError("--tool " + name + ": " + error.what(), "name an executable of turnkit: kb-query");
    }
    std::vector<Tool> tools = status == 0 ? tools_of(table.text(), path, command, allow_write_) : std::vector<Tool>{};
    if (tools.empty()) {
        throw UsageError("--tool " + name + ": it has no command to offer",
                         allow_write_ ? "it must answer --print-options with its option table"
                                      : "commands that change something are offered only with --allow-write");
    }
    const Value root = Value::parse(table.text(), nullptr, false);
    for (Tool& tool : tools) {
        bool has_database = has_option(root, "db");
        for (const Value& entry : root.contains("commands") ? root["commands"] : Value::array()) {
            if (tool.words.size() > 1 && text_or(entry, "name", "") == tool.words[1]) {
                has_database = has_database || has_option(entry, "db");
            }
        }
        if (has_database && !database.empty()) tool.fixed.push_back("--db=" + database);
        tools_[tool.spec.name] = std::move(tool);
    }
}

std::vector<ToolSpec> Toolbox::specs() const {
    std::vector<ToolSpec> specs;
    for (const auto& [name, tool] : tools_) specs.push_back(tool.spec);
    return specs;
}

Task<CallResult> Toolbox::run(Network& network, ToolCall call) const {
    CallResult result;
    result.call = std::move(call);
    result.status = -1;
    const auto start = network.now();
    Output output(start + call_limit_, most_output);
    try {
        const auto found = tools_.find(result.call.name);
        if (found == tools_.end()) throw Error("there is no function '" + result.call.name + "'");
        std::vector<std::string> words = command_line(found->second, result.call.arguments, allow_write_);
        result.status = co_await run_program(network, std::move(words), std::string(), output, true);
        result.output = output.text();
        if (result.status == 3) result.output += "\n[nothing found]";
    } catch (const Error& error) {
        result.output = std::string("error: ") + error.what();
    }
    result.time = duration_cast<milliseconds>(network.now() - start);
    co_return result;
}

}  // namespace tk::llm
