#include <algorithm>

#include "action-report/replay.hpp"
#include "core/text.hpp"

namespace tk::report {

Navigator::Navigator(ReplayLog& log, const ReplayOptions& options)
    : log_(log), options_(options), actor_(fold(options.actor)) {}

bool Navigator::start() {
    return go(seek(0));
}

bool Navigator::go(std::optional<std::size_t> step) {
    if (step) here_ = *step;
    return step.has_value();
}

bool Navigator::matches_actor(const Step& step) {
    for (const std::uint32_t name : {step.actor, step.actor_name}) {
        if (actor_known_.size() <= name) actor_known_.resize(name + 1UL, -1);
        std::int8_t& known = actor_known_[name];
        if (known < 0) known = fold(log_.names().text(name)) == actor_ ? 1 : 0;
        if (known == 1) return true;
    }
    return false;
}

bool Navigator::selects(std::size_t index) {
    const Step& step = log_.steps()[index];
    if (options_.turn && options_.text && step.turn != options_.turn) return false;
    if (!options_.session.empty() && log_.names().text(step.session) != options_.session) return false;
    if (!actor_.empty() && !(step.kind == Step::Kind::action && matches_actor(step))) return false;
    if (!options_.key_events) return true;
    const auto& found = events();  // in the order of their steps
    const auto place = std::lower_bound(found.begin(), found.end(), index,
                                        [](const KeyEvent& event, std::size_t at) { return event.step < at; });
    return place != found.end() && place->step == index;
}

std::optional<std::size_t> Navigator::seek(std::size_t from) {
    for (std::size_t i = from;; ++i) {
        if (i >= log_.steps().size()) log_.index(i + 1);
        if (i >= log_.steps().size()) return std::nullopt;
        if (selects(i)) return i;
    }
}

std::optional<std::size_t> Navigator::seek_back(std::size_t end) {
    while (end > 0) {
        if (selects(--end)) return end;
    }
    return std::nullopt;
}

bool Navigator::next() {
    return go(seek(here_ + 1));
}

bool Navigator::back() {
    return go(seek_back(here_));
}

bool Navigator::first() {
    return go(seek(0));
}

bool Navigator::last() {
    log_.index(SIZE_MAX);
    return go(seek_back(log_.steps().size()));
}

bool Navigator::next_turn() {
    const Step now = log_.steps()[here_];
    for (auto step = seek(here_ + 1); step; step = seek(*step + 1)) {
        const Step& there = log_.steps()[*step];
        if (there.turn != now.turn || there.session != now.session) return go(step);
    }
    return false;
}

/// To the first step of this turn, or of the one before when this is it.
bool Navigator::previous_turn() {
    auto step = seek_back(here_);
    if (!step) return false;
    const Step target = log_.steps()[*step];
    while (const auto before = seek_back(*step)) {
        const Step& there = log_.steps()[*before];
        if (there.turn != target.turn || there.session != target.session) break;
        step = before;
    }
    return go(step);
}

bool Navigator::to_turn(std::int64_t turn) {
    const std::uint32_t session = log_.steps()[here_].session;
    std::optional<std::size_t> elsewhere;
    for (auto step = seek(0); step; step = seek(*step + 1)) {
        const Step& there = log_.steps()[*step];
        if (there.turn != turn) continue;
        if (there.session == session) return go(step);
        if (!elsewhere) elsewhere = step;
    }
    return go(elsewhere);
}

bool Navigator::to_step(std::size_t number) {
    if (number == 0) return false;
    log_.index(number);
    if (number > log_.steps().size()) return false;
    const auto step = seek(number - 1);
    return step ? go(step) : go(seek_back(number));
}

const std::vector<KeyEvent>& Navigator::events() {
    static const std::vector<KeyEvent> none;
    if (!log_.complete() && !options_.key_events) return none;
    if (!events_) {
        log_.index(SIZE_MAX);
        events_ = find_key_events(log_.steps());
    }
    return *events_;
}

bool Navigator::next_event() {
    log_.index(SIZE_MAX);
    for (const KeyEvent& event : events()) {
        if (event.step > here_ && selects(event.step)) return go(event.step);
    }
    return false;
}

bool Navigator::previous_event() {
    log_.index(SIZE_MAX);
    std::optional<std::size_t> found;
    for (const KeyEvent& event : events()) {
        if (event.step < here_ && selects(event.step)) found = event.step;
    }
    return go(found);
}

bool Navigator::to_event(std::initializer_list<KeyEvent::Kind> kinds) {
    log_.index(SIZE_MAX);
    std::optional<std::size_t> first;
    for (const KeyEvent& event : events()) {
        if (std::find(kinds.begin(), kinds.end(), event.kind) == kinds.end() || !selects(event.step)) continue;
        if (event.step > here_) return go(event.step);
        if (!first) first = event.step;
    }
    return go(first);
}

}  // namespace tk::report
