#include "action-report/replay_source.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <nlohmann/json.hpp>

#include "action-report/inputs.hpp"
#include "core/error.hpp"

namespace tk::report {

namespace {

constexpr std::size_t block = std::size_t{1} << 18;

void set(Value& object, const char* key, std::string_view text) {
    if (!text.empty()) object[key] = std::string(text);
}

template <typename Number>
void set(Value& object, const char* key, const std::optional<Number>& value) {
    if (value) object[key] = *value;
}

void set_part(Value& record, const char* key, Value part) {
    if (!part.empty()) record[key] = std::move(part);
}

Value params_of(const Event& event) {
    Value params = Value::object();
    set(params, "spell", event.spell);
    set(params, "target", event.target);
    set(params, "target_name", event.target_name);
    set(params, "cell", event.cell);
    set(params, "from", event.from);
    set(params, "to", event.to);
    set(params, "cost", event.cost);
    set(params, "amount", event.amount);
    return params;
}

Value result_of(const Event& event) {
    Value result = Value::object();
    set(result, "success", event.success);
    set(result, "element", event.element);
    for (const Hit& hit : event.hits) {
        Value one = Value::object();
        set(one, "target", hit.target);
        set(one, "target_name", hit.target_name);
        set(one, "damage", hit.damage);
        set(one, "heal", hit.heal);
        if (hit.killed) one["killed"] = true;
        result["hits"].push_back(std::move(one));
    }
    return result;
}

/// The actions of a log, one record a line.
void write_actions(Context& context, ByteStream& in, InputKind kind, const std::string& map, int to) {
    CollectorOptions options;
    options.mapping = parse_mapping(map);
    options.timeline = 0;
    options.keep = {false, false, false, false};
    std::string lines;
    options.on_event = [&](const Event& event) {
        lines += record_of(event);
        lines += '\n';
        if (lines.size() < block) return;
        write_all(to, lines);
        lines.clear();
    };
    Collector log{std::move(options)};
    read_stream(context, in, kind, {map, {}, false}, log);
    write_all(to, lines);
}

}  // namespace

std::string record_of(const Event& event) {
    Value record = {{"type", "action"}};
    set(record, "id", event.id);
    set(record, "session", event.session);
    set(record, "actor", event.actor);
    set(record, "actor_name", event.actor_name);
    record["action"] = std::string(event.action);
    set_part(record, "params", params_of(event));
    if (event.turn) record["context"] = {{"turn", *event.turn}};
    set_part(record, "result", result_of(event));
    set(record, "error", event.error);
    set(record, "duration", event.duration);
    set(record, "t", event.t);
    set(record, "time", event.time);
    return record.dump(-1, ' ', false, Value::error_handler_t::replace);
}

std::optional<Records> as_records(Context& context, const std::string& path, const std::string& map) {
    const Peek first = peek(path);
    if (!first.packed && kind_of(first.head) == InputKind::jsonl) return std::nullopt;
    ByteStream in{path};
    const InputKind kind = kind_of(in.head());
    const int file = nameless_file();
    try {
        if (kind == InputKind::jsonl) {
            std::string data(block, '\0');
            while (const std::size_t count = in.read(data.data(), data.size())) {
                context.check_interrupt();
                write_all(file, {data.data(), count});
            }
        } else {
            write_actions(context, in, kind, map, file);
        }
    } catch (...) {
        ::close(file);
        throw;
    }
    return Records{in.source(), file, kind != InputKind::jsonl};
}

int nameless_file() {
    const char* const folder = std::getenv("TMPDIR");
    std::string name = std::string(folder != nullptr && *folder != '\0' ? folder : "/tmp") + "/turnkit-replay-XXXXXX";
    const int file = ::mkstemp(name.data());
    if (file < 0) throw Error(with_errno(name), "set TMPDIR to a folder that can be written");
    ::unlink(name.c_str());
    return file;
}

void write_all(int to, std::string_view data) {
    while (!data.empty()) {
        const ssize_t put = ::write(to, data.data(), data.size());
        if (put < 0 && errno == EINTR) continue;
        if (put < 0) throw Error(with_errno("a copy of the replay"), "set TMPDIR to a folder with room for it");
        data.remove_prefix(static_cast<std::size_t>(put));
    }
}

}  // namespace tk::report
