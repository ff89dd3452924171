#include "action-report/replay_source.hpp"

#include "action-report/inputs.hpp"
#include "action-report/json_members.hpp"
#include "core/temporary_file.hpp"

namespace tk::report {

namespace {

constexpr std::size_t block = std::size_t{1} << 18;

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
void write_actions(Context& context, ByteStream& in, InputKind kind, const std::string& map, TemporaryFile& to) {
    CollectorOptions options;
    options.mapping = parse_mapping(map);
    options.timeline = 0;
    options.keep = {false, false, false, false};
    options.on_event = [&](const Event& event) { to.append(record_of(event) + '\n'); };
    Collector log{std::move(options)};
    read_stream(context, in, kind, {map, {}, false}, log);
}

}  // namespace

std::string record_of(const Event& event) {
    Value record = {{"type", "action"}};
    set(record, "id", event.id);
    set(record, "session", event.session);
    set(record, "actor", event.actor);
    set(record, "actor_name", event.actor_name);
    record["action"] = std::string(event.action);
    set(record, "params", params_of(event));
    if (event.turn) record["context"] = {{"turn", *event.turn}};
    set(record, "result", result_of(event));
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
    TemporaryFile file;
    if (kind != InputKind::jsonl) {
        write_actions(context, in, kind, map, file);
        return Records{in.source(), file.release(), true};
    }
    std::string data(block, '\0');
    while (const std::size_t count = in.read(data.data(), data.size())) {
        context.check_interrupt();
        file.append({data.data(), count});
    }
    return Records{in.source(), file.release(), false};
}

}  // namespace tk::report
