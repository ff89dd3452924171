#include "action-report/collector.hpp"

namespace tk::report {

namespace {

std::string text(const JsonView& object, std::string_view key) {
    return std::string(object.string(key).value_or(""));
}

std::optional<JsonView> object_at(const JsonView& record, std::string_view key) {
    auto found = record.find(key);
    return found && found->is_object() ? found : std::nullopt;
}

}  // namespace

void Collector::unreadable(const std::string& message) {
    ++quality_.unreadable;
    if (quality_.first_unreadable.size() < Quality::most_shown) quality_.first_unreadable.push_back(message);
}

void Collector::take(const Record& record) {
    const std::string_view type = record.view.string("type").value_or("");
    auto place = quality_.types.find(type);
    if (place == quality_.types.end()) place = quality_.types.emplace(std::string(type), TypeCount{}).first;
    ++place->second.read;
    count_tool_errors(record.view);
    if (events_.is_action(record.view, type)) {
        take_action(record.view);
        return;
    }
    const auto state = object_at(record.view, "state");
    const auto kb = object_at(record.view, "kb");
    if (state) {
        learn(*state);
        last_state_.assign(record.line);
    }
    if (kb) last_kb_.assign(record.line);
    const bool answered = take_answer(record.view, state);
    if (!state && !kb && !answered) ++place->second.unused;
}

void Collector::take_action(const JsonView& record) {
    const Event& event = events_.read(record);
    if (event.action.empty()) {
        ++quality_.without_action;
        return;
    }
    if (event.actor.empty() && event.actor_name.empty()) ++quality_.without_actor;
    if (!event.turn) ++quality_.without_turn;
    if (event.bad_duration) ++quality_.bad_durations;
    timeline_.add(event, tally_.add(event));
}

bool Collector::take_answer(const JsonView& record, const std::optional<JsonView>& state) {
    const auto said = record.string("answer");
    if (!said) return false;
    ++answers_;
    Answer answer{.session = {},
                  .turn = record.integer("turn"),
                  .model = text(record, "model"),
                  .provider = text(record, "provider"),
                  .text = std::string(*said)};
    if (const auto session = record.string("session")) answer.session = *session;
    if (!answer.turn && state) answer.turn = state->integer("turn");
    timeline_.add(std::move(answer));
    return true;
}

void Collector::learn(const JsonView& state) {
    const auto entities = state.find("entities");
    if (!entities) return;
    for (const JsonView& entity : entities->elements()) {
        const auto id = entity.string("id");
        if (!id) continue;
        auto place = known_.find(*id);
        if (place == known_.end()) place = known_.emplace(std::string(*id), Known{}).first;
        if (const auto name = entity.string("name")) place->second.name = *name;
        if (const auto team = entity.string("team")) place->second.team = *team;
    }
}

const std::string& Collector::name_of(const std::string& id) const {
    const auto known = known_.find(id);
    if (known != known_.end() && !known->second.name.empty()) return known->second.name;
    return tally_.actors().name_of(id);
}

void Collector::count_tool_errors(const JsonView& record) {
    const auto errors = record.find("errors");
    if (!errors) return;
    for (const JsonView& error : errors->elements()) ++quality_.tool_errors[{text(error, "tool"), text(error, "code")}];
}

}  // namespace tk::report
