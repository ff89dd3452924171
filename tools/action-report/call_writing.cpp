#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>

#include "action-report/call_answers.hpp"
#include "core/error.hpp"
#include "core/paths.hpp"
#include "core/timestamp.hpp"

namespace tk::report {

namespace {

/// The program that writes to the database, installed beside this one.
std::string writer_program() {
    std::string path = tool_beside("db-update");
    if (::access(path.c_str(), X_OK) != 0)
        throw Error(with_errno(path), "db-update, which writes to the database, belongs beside action-report");
    return path;
}

/// A file in memory that holds `text`, at its beginning.
int file_with(const std::string& text) {
    const int file = ::memfd_create("record", MFD_CLOEXEC);
    if (file < 0 || ::write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size()) ||
        ::lseek(file, 0, SEEK_SET) != 0)
        throw Error(with_errno("a file in memory"));
    return file;
}

/// Lets db-update write one record; what it complains of goes to stderr.
void write_record(const CallOptions& options, const char* subcommand, const Value& record) {
    std::vector<std::string> words{writer_program()};
    if (!options.database.empty()) words.insert(words.end(), {"--db", options.database});
    words.emplace_back(subcommand);
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    const int input = file_with(record.dump() + "\n");
    posix_spawn_file_actions_t actions;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failure = ::posix_spawn(&child, words[0].c_str(), &actions, nullptr, arguments.data(), environ);
    ::posix_spawn_file_actions_destroy(&actions);
    ::close(input);
    if (failure != 0) {
        errno = failure;
        throw Error(with_errno(words[0]));
    }
    int status = 0;
    while (::waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) throw Error(with_errno(words[0]));
    }
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw Error("db-update did not write the record", "its message says why");
}

/// A name that no other action has: random, from the kernel.
std::string fresh_id() {
    std::ifstream source("/proc/sys/kernel/random/uuid");
    std::string id;
    if (!(source >> id)) throw Error("/proc/sys/kernel/random/uuid cannot be read", "give the action an id in params");
    return "action_" + id;
}

std::string now() {
    return format_timestamp(static_cast<double>(std::time(nullptr)));
}

/// Copies a member of the request, if it is there.
void copy(Value& record, const JsonView& from, const char* key) {
    if (const auto value = from.find(key); value && !value->is_null()) record[key] = value->value();
}

/// The text under `key`, or what `otherwise` gives where there is none.
std::string text_or(const JsonView& params, const char* key, std::string (*otherwise)()) {
    const auto text = params.string(key);
    return text && !text->empty() ? std::string(*text) : otherwise();
}

Value record_action(Context&, const CallOptions& options, const JsonView& params) {
    Value record = {{"type", "action"},
                    {"actor", needed(params, "daemon_id")},
                    {"action", needed(params, "action_type")},
                    {"id", text_or(params, "id", fresh_id)},
                    {"time", text_or(params, "timestamp", now)}};
    for (const char* key : {"session", "params", "context", "result"}) copy(record, params, key);
    if (const auto result = params.find("result"); result && result->is_object()) {
        copy(record, *result, "duration");
        copy(record, *result, "error");
    }
    write_record(options, "actions", record);
    return record["id"];
}

/// Marks a suggestion as applied: the next report holds before against after (applied.hpp).
Value apply_optimization(Context&, const CallOptions& options, const JsonView& params) {
    Value record = {{"type", "action"},
                    {"actor", needed(params, "daemon_id")},
                    {"action", "apply_optimization"},
                    {"id", fresh_id()},
                    {"time", text_or(params, "timestamp", now)},
                    {"params", {{"target", needed(params, "optimization_id")}}}};
    write_record(options, "actions", record);
    return {{"applied", params.string("optimization_id").value_or("")}, {"timestamp", record["time"]}};
}

Value record_metric(Context&, const CallOptions& options, const JsonView& params) {
    Value record = {
        {"type", "metric"}, {"actor", needed(params, "daemon_id")}, {"metric", needed(params, "metric_type")}};
    const auto value = params.number("value");
    if (!value) throw Error("params needs value, a number");
    record["value"] = *value;
    copy(record, params, "timestamp");
    write_record(options, "metrics", record);
    return nullptr;
}

Value track_interaction(Context&, const CallOptions& options, const JsonView& params) {
    Value record = {{"type", "interaction"},
                    {"actors", {needed(params, "daemon_id1"), needed(params, "daemon_id2")}},
                    {"interaction", needed(params, "interaction_type")}};
    copy(record, params, "data");
    copy(record, params, "timestamp");
    if (const auto data = params.find("data")) copy(record, *data, "success");
    write_record(options, "interactions", record);
    return nullptr;
}

}  // namespace

std::vector<NamedOperation> writing_operations() {
    return {{"record_action", record_action},
            {"apply_optimization", apply_optimization},
            {"record_metric", record_metric},
            {"track_interaction", track_interaction}};
}

}  // namespace tk::report
