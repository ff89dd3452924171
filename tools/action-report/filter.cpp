#include "action-report/filter.hpp"

#include <algorithm>

#include "core/actions.hpp"
#include "core/error.hpp"
#include "core/text.hpp"

namespace tk::report {

namespace {

EventFilter::Texts texts_of(std::string_view list) {
    EventFilter::Texts texts;
    for (const std::string& part : split(list, ',')) {
        if (const std::string_view text = trim(part); !text.empty()) texts.emplace(text);
    }
    return texts;
}

double moment(const char* option, std::string_view text) {
    Event event;
    if (!set_time(event, text)) {
        throw UsageError(std::string(option) + ": '" + std::string(text) + "' is no moment",
                         "for example 2024-03-01, 2024-03-01T12:00:00Z, or seconds from the start of the source");
    }
    return *event.time;
}

}  // namespace

void EventFilter::set_actors(std::string_view list) {
    actors_ = texts_of(list);
}

void EventFilter::set_actions(std::string_view list) {
    for (const std::string& text : texts_of(list)) actions_.emplace(action_name(text));
}

void EventFilter::set_sessions(std::string_view list) {
    sessions_ = texts_of(list);
}

void EventFilter::set_since(std::string_view text) {
    since_ = moment("--since", text);
}

void EventFilter::set_until(std::string_view text) {
    until_ = moment("--until", text);
}

void EventFilter::set_last(double seconds, double end) {
    since_ = std::max(since_.value_or(end - seconds), end - seconds);
}

bool EventFilter::any() const {
    return since_ || until_ || !actors_.empty() || !actions_.empty() || !sessions_.empty();
}

bool EventFilter::passes(const Event& event) const {
    if (since_ || until_) {
        const auto clock = event.clock();
        if (!clock || (since_ && *clock < *since_) || (until_ && *clock >= *until_)) return false;
    }
    if (!actors_.empty() && !actors_.contains(event.actor) && !actors_.contains(event.actor_name)) return false;
    if (!sessions_.empty() && !sessions_.contains(event.session)) return false;
    return actions_.empty() || actions_.contains(event.action) || actions_.contains(action_name(event.action));
}

bool EventFilter::passes_other(const std::vector<std::string>& actors, std::string_view session,
                               std::optional<double> clock) const {
    if ((since_ || until_) && (!clock || (since_ && *clock < *since_) || (until_ && *clock >= *until_))) return false;
    if (!sessions_.empty() && !sessions_.contains(session)) return false;
    return actors_.empty() ||
           std::any_of(actors.begin(), actors.end(), [&](const std::string& actor) { return actors_.contains(actor); });
}

}  // namespace tk::report
