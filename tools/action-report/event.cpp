#include "action-report/event.hpp"

#include <charconv>
#include <cmath>

#include "action-report/names.hpp"
#include "core/text.hpp"
#include "core/timestamp.hpp"

namespace tk::report {

namespace {

constexpr double longest_duration = 1e12;  // seconds, 30,000 years

Scalar scalar_of(const JsonView& value) {
    using Type = JsonView::Type;
    Scalar scalar;
    switch (value.type()) {
        case Type::null: break;
        case Type::boolean:
            scalar.kind = Scalar::Kind::boolean;
            scalar.flag = value.as_boolean().value_or(false);
            break;
        case Type::integer:
        case Type::real: {
            scalar.kind = Scalar::Kind::number;
            const auto integer = value.as_integer();
            scalar.whole = integer.has_value();
            scalar.integer = integer.value_or(0);
            scalar.number = value.as_number().value_or(0);
            break;
        }
        case Type::string:
            scalar.kind = Scalar::Kind::string;
            scalar.text = value.as_string().value_or("");
            break;
        case Type::array: scalar.kind = Scalar::Kind::array; break;
        case Type::object: scalar.kind = Scalar::Kind::object; break;
    }
    return scalar;
}

/// Ids are texts; logs of others number them.
bool may_be_number(Slot slot) {
    return slot == Slot::id || slot == Slot::session || slot == Slot::actor;
}

}  // namespace

bool EventReader::is_action(const JsonView& record, std::string_view type) const {
    if (!action_is_mapped_) return type == "action" || (type.empty() && record.string("action"));
    const auto action = keys_.of(Part::record).front().path.find(record);
    return action && action->is_string();
}

void EventReader::fill(const JsonView& object, Part part) {
    for (const EventKey& key : keys_.of(part)) {
        if (key.slot == Slot::unusual) continue;
        if (const auto value = key.path.find(object)) fill(key, *value);
    }
}

void EventReader::fill(const EventKey& key, const JsonView& value) {
    Scalar& scalar = slots_.set(key.slot);
    scalar = scalar_of(value);
    if (may_be_number(key.slot) && scalar.kind == Scalar::Kind::number) {
        std::string& spelt = numbers_[static_cast<std::size_t>(key.slot) - static_cast<std::size_t>(Slot::id)];
        spelt = value.dump();
        scalar.text = spelt;
    }
    if (!key.inside) return;
    if (key.slot == Slot::params) {
        params_ = value.is_object() ? value.dump() : "";
        scalar.text = params_;
    }
    if (key.inside == Part::hit) {
        for (const JsonView& element : value.elements()) {
            slots_.clear_hit();
            fill(element, Part::hit);
            slots_.add_hit();
        }
    } else if (value.is_object()) {
        fill(value, *key.inside);
    }
}

Event& EventReader::read(const JsonView& record) {
    slots_.clear();
    fill(record, Part::record);
    return event();
}

Event* EventReader::read_line(std::string_view line) {
    if (!keys_.flat() || !scanner_.scan(line, keys_, slots_)) return nullptr;
    const Scalar* const action = slots_.find(keys_.type_is_action() ? Slot::type : Slot::action);
    const bool named = action != nullptr && action->kind == Scalar::Kind::string;
    const std::string_view type = slots_.text(Slot::type);
    if (action_is_mapped_ ? !named : !(type == "action" || (type.empty() && named))) return nullptr;
    for (const Slot slot : {Slot::id, Slot::session, Slot::actor}) {
        const Scalar* const value = slots_.find(slot);
        if (value != nullptr && value->kind == Scalar::Kind::number && value->text.empty()) return nullptr;
    }
    return &event();
}

std::string_view EventReader::name(Slot slot) const {
    const Scalar* const value = slots_.find(slot);
    const bool named = value != nullptr && (value->kind == Scalar::Kind::string || value->kind == Scalar::Kind::number);
    return named ? value->text : std::string_view{};
}

/// The event that the slots tell, however they were filled.
Event& EventReader::event() {
    std::vector<Hit> hits = std::move(event_.hits);
    hits.clear();
    event_ = Event{};
    event_.hits = std::move(hits);
    event_.id = name(Slot::id);
    event_.session = name(Slot::session);
    event_.actor = name(Slot::actor);
    event_.actor_name = slots_.text(Slot::actor_name);
    event_.action = slots_.text(keys_.type_is_action() ? Slot::type : Slot::action);
    const Scalar* const error = slots_.find(Slot::error);
    if (error != nullptr)
        event_.error = slots_.text(error->kind == Scalar::Kind::object ? Slot::error_code : Slot::error);
    const Scalar* const duration = slots_.find(Slot::duration);
    if (duration != nullptr && duration->kind != Scalar::Kind::null) {
        event_.duration = slots_.number(Slot::duration);
        if (!event_.duration || !(*event_.duration >= 0 && *event_.duration <= longest_duration)) {
            event_.duration.reset();
            event_.bad_duration = true;
        }
    }
    event_.t = seconds_from_start(slots_.number(Slot::t));
    set_time_of();
    if (slots_.has(Slot::params)) set_params();
    event_.turn = slots_.integer(Slot::context_turn);
    if (event_.target.empty()) event_.target = slots_.text(Slot::context_target);
    if (slots_.has(Slot::result)) set_result();
    if (keys_.has(Slot::turn)) event_.turn = slots_.integer(Slot::turn);
    if (keys_.has(Slot::success)) event_.success = slots_.truth(Slot::success);
    return event_;
}

void EventReader::set_time_of() {
    for (const Slot slot : {Slot::time, Slot::timestamp, Slot::ts}) {
        const Scalar* const value = slots_.find(slot);
        if (value == nullptr) continue;
        if (value->kind == Scalar::Kind::string) {
            event_.bad_time = !set_time(event_, value->text);
        } else if (value->kind != Scalar::Kind::null) {
            event_.bad_time = value->kind != Scalar::Kind::number || !set_time(event_, value->number);
        }
        return;
    }
}

void EventReader::set_params() {
    event_.spell = slots_.text(Slot::param_spell);
    event_.target = slots_.text(Slot::param_target);
    event_.target_name = slots_.text(Slot::param_target_name);
    event_.cell = slots_.integer(Slot::param_cell);
    event_.from = slots_.integer(Slot::param_from);
    event_.to = slots_.integer(Slot::param_to);
    event_.cost = slots_.integer(Slot::param_cost);
    event_.amount = slots_.amount(Slot::param_amount);
    const Scalar& params = *slots_.find(Slot::params);
    const std::string_view written = params.kind == Scalar::Kind::object ? params.text : std::string_view{};
    constexpr std::size_t empty = 2;  // {}
    if (written.size() > empty) event_.params_hash = quick_hash(written);
}

void EventReader::set_result() {
    event_.success = slots_.truth(Slot::result_success);
    event_.element = slots_.text(Slot::result_element);
    if (!event_.amount) event_.amount = slots_.amount(Slot::result_amount);
    const Scalar* const hits = slots_.find(Slot::result_hits);
    if (hits != nullptr && hits->kind == Scalar::Kind::array) {
        event_.hits.swap(slots_.hits);
        return;
    }
    Hit hit{.target = event_.target,
            .target_name = event_.target_name,
            .damage = slots_.amount(Slot::result_damage),
            .heal = slots_.amount(Slot::result_heal)};
    if (!hit.heal) hit.heal = slots_.amount(Slot::result_healing);
    const Scalar* const killed = slots_.find(Slot::result_killed);
    hit.killed = killed != nullptr && killed->kind == Scalar::Kind::boolean && killed->flag;
    if (hit.damage || hit.heal || hit.killed) event_.hits.push_back(hit);
}

std::optional<double> seconds_from_start(std::optional<double> number) {
    return number && std::abs(*number) <= longest_duration ? number : std::nullopt;
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

}  // namespace tk::report
