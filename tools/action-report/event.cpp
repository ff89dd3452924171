#include "action-report/event.hpp"

#include <charconv>
#include <cmath>

#include "action-report/names.hpp"
#include "core/text.hpp"
#include "core/timestamp.hpp"

namespace tk::report {

namespace {

std::optional<bool> truth(const JsonView& value) {
    if (const auto flag = value.as_boolean()) return flag;
    const auto number = value.as_integer();
    if (number == 0 || number == 1) return number == 1;
    return std::nullopt;
}

std::string_view text(const JsonView& object, std::string_view key) {
    return object.string(key).value_or("");
}

constexpr double largest_amount = 1e15;    // above, whole numbers lose digits
constexpr double longest_duration = 1e12;  // seconds, 30,000 years

/// A number of hit points.
std::optional<double> amount(const JsonView& object, std::string_view key) {
    const auto number = object.number(key);
    return number && *number >= 0 && *number <= largest_amount ? number : std::nullopt;
}

Hit read_hit(const JsonView& from) {
    Hit hit{.target = text(from, "target"),
            .target_name = text(from, "target_name"),
            .damage = amount(from, "damage"),
            .heal = amount(from, "heal")};
    if (!hit.heal) hit.heal = amount(from, "healing");
    hit.killed = from.boolean("killed").value_or(false);
    return hit;
}

}  // namespace

bool EventReader::is_action(const JsonView& record, std::string_view type) const {
    if (!mapping_.action_is_mapped) return type == "action" || (type.empty() && record.string("action"));
    const auto action = mapping_.action.find(record);
    return action && action->is_string();
}

/// Ids are texts; logs of others number them.
std::string_view EventReader::name_at(const KeyPath& path, const JsonView& record, std::string& buffer) const {
    const auto value = path.find(record);
    if (!value) return {};
    if (const auto string = value->as_string()) return *string;
    if (!value->is_number()) return {};
    buffer = value->dump();
    return buffer;
}

Event& EventReader::read(const JsonView& record) {
    std::vector<Hit> hits = std::move(event_.hits);
    hits.clear();
    event_ = Event{};
    event_.hits = std::move(hits);
    event_.id = name_at(mapping_.id, record, id_);
    event_.session = name_at(mapping_.session, record, session_);
    event_.actor = name_at(mapping_.actor, record, actor_);
    if (const auto name = mapping_.actor_name.find(record)) event_.actor_name = name->as_string().value_or("");
    if (const auto action = mapping_.action.find(record)) event_.action = action->as_string().value_or("");
    if (const auto error = mapping_.error.find(record)) {
        event_.error = error->is_object() ? text(*error, "code") : error->as_string().value_or("");
    }
    if (const auto duration = mapping_.duration.find(record); duration && !duration->is_null()) {
        event_.duration = duration->as_number();
        if (!event_.duration || !(*event_.duration >= 0 && *event_.duration <= longest_duration)) {
            event_.duration.reset();
            event_.bad_duration = true;
        }
    }
    if (const auto t = mapping_.t.find(record)) event_.t = t->as_number();
    read_time(record);
    if (const auto params = mapping_.params.find(record)) {
        read_params(*params);
        event_.params_hash = TextHash{}(std::string_view(event_.spell)) * 31 + TextHash{}(event_.target) * 7 +
                             static_cast<std::uint64_t>(event_.cell.value_or(-1)) * 131 +
                             static_cast<std::uint64_t>(event_.to.value_or(-1));
    }
    if (const auto context = mapping_.context.find(record)) {
        event_.turn = context->integer("turn");
        if (event_.target.empty()) event_.target = text(*context, "target");
    }
    if (const auto result = mapping_.result.find(record)) read_result(*result);
    if (mapping_.turn) {
        const auto turn = mapping_.turn->find(record);
        event_.turn = turn ? turn->as_integer() : std::nullopt;
    }
    if (mapping_.success) {
        const auto success = mapping_.success->find(record);
        event_.success = success ? truth(*success) : std::nullopt;
    }
    return event_;
}

void EventReader::read_time(const JsonView& record) {
    auto value = mapping_.time.find(record);
    if (!value && !mapping_.time_is_mapped) {
        value = record.find("timestamp");
        if (!value) value = record.find("ts");
    }
    if (!value || value->is_null()) return;
    const auto text = value->as_string();
    const auto number = value->as_number();
    event_.bad_time = !(text ? set_time(event_, *text) : number && set_time(event_, *number));
}

bool set_time(Event& event, std::string_view text) {
    if (const auto moment = parse_timestamp(text)) {
        event.time = moment->seconds;
        event.offset = moment->offset_minutes;
        event.day_only = moment->day_only;
        return true;
    }
    double number = 0;
    text = trim(text);
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    return failure == std::errc{} && end == text.data() + text.size() && set_time(event, number);
}

bool set_time(Event& event, double number) {
    constexpr double seconds_end = 1e11;  // year 5138; larger numbers are milliseconds, or micro- or nanoseconds
    for (const double unit : {1.0, 1e3, 1e6, 1e9}) {
        if (std::abs(number) >= seconds_end * unit) continue;
        event.time = number / unit;
        return true;
    }
    return false;
}

void EventReader::read_params(const JsonView& params) {
    event_.spell = text(params, "spell");
    event_.target = text(params, "target");
    event_.target_name = text(params, "target_name");
    event_.cell = params.integer("cell");
    event_.from = params.integer("from");
    event_.to = params.integer("to");
    event_.cost = params.integer("cost");
    event_.amount = amount(params, "amount");
}

void EventReader::read_result(const JsonView& result) {
    if (const auto success = result.find("success")) event_.success = truth(*success);
    event_.element = text(result, "element");
    if (!event_.amount) event_.amount = amount(result, "amount");
    if (const auto hits = result.find("hits"); hits && hits->is_array()) {
        for (const JsonView& hit : hits->elements()) event_.hits.push_back(read_hit(hit));
        return;
    }
    Hit hit = read_hit(result);
    if (!hit.damage && !hit.heal && !hit.killed) return;
    hit.target = event_.target;
    hit.target_name = event_.target_name;
    event_.hits.push_back(hit);
}

}  // namespace tk::report
