#include "action-report/replay_events.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <tuple>

#include "stats/quantile.hpp"

namespace tk::report {

namespace {

constexpr double furthest_usual = 3.5;

/// Adds the values of one kind of action that are far above the others. `values`: by step.
void add_unusual(std::vector<KeyEvent>& found, const std::vector<std::pair<std::size_t, double>>& values,
                 KeyEvent::Kind kind) {
    if (values.size() < least_sample) return;
    std::vector<double> logs;
    for (const auto& [step, value] : values) logs.push_back(std::log(value));
    const double median = stats::median(stats::ascending(logs));
    std::vector<double> deviations;
    double total = 0;
    for (const double log : logs) {
        deviations.push_back(std::abs(log - median));
        total += deviations.back();
    }
    const double mad = stats::median(stats::ascending(deviations));
    const double scale = mad > 0 ? mad / 0.6745 : 1.2533 * total / static_cast<double>(logs.size());
    if (scale <= 0) return;  // constant
    for (const auto& [step, value] : values) {
        const double z = (std::log(value) - median) / scale;
        if (z > furthest_usual) found.push_back({step, kind, value, std::exp(median), values.size(), z});
    }
}

std::vector<KeyEvent> unusual(std::span<const Step> steps) {
    using Key = std::tuple<std::uint32_t, std::uint32_t>;
    std::map<Key, std::vector<std::pair<std::size_t, double>>> durations;
    std::map<Key, std::vector<std::pair<std::size_t, double>>> losses;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        if (step.kind != Step::Kind::action) continue;
        if (step.duration && *step.duration > 0) durations[{step.what, step.spell}].emplace_back(i, *step.duration);
        if (step.loss > 0) losses[{step.what, step.spell}].emplace_back(i, step.loss);
    }
    std::vector<KeyEvent> found;
    for (const auto& [key, values] : durations) add_unusual(found, values, KeyEvent::Kind::long_duration);
    for (const auto& [key, values] : losses) add_unusual(found, values, KeyEvent::Kind::unusual_loss);
    std::stable_sort(found.begin(), found.end(), [](const KeyEvent& a, const KeyEvent& b) { return a.z > b.z; });
    std::map<std::uint32_t, std::size_t> told;
    std::erase_if(found, [&](const KeyEvent& event) { return ++told[steps[event.step].session] > most_unusual; });
    return found;
}

/// A blow that killed and the death that follows it are one event; losses of the one who was hit may stand between.
bool follows_its_blow(std::span<const Step> steps, std::size_t death) {
    constexpr std::size_t most_between = 3;
    if (steps[death].loss > 0) return false;
    for (std::size_t back = 1; back <= most_between + 1 && back <= death; ++back) {
        const Step& before = steps[death - back];
        if (before.session != steps[death].session) return false;
        if (before.death) return before.loss > 0;
    }
    return false;
}

}  // namespace

std::vector<KeyEvent> find_key_events(std::span<const Step> steps) {
    std::vector<KeyEvent> events = unusual(steps);
    std::map<std::uint32_t, std::size_t> biggest;
    std::map<std::uint32_t, bool> somebody_died;
    for (std::size_t i = 0; i < steps.size(); ++i) {
        const Step& step = steps[i];
        if (step.loss > 0) {
            const auto place = biggest.try_emplace(step.session, i).first;
            if (step.loss > steps[place->second].loss) place->second = i;
        }
        if (!step.death) continue;
        if (follows_its_blow(steps, i)) continue;
        const bool first = !std::exchange(somebody_died[step.session], true);
        events.push_back({i, first ? KeyEvent::Kind::first_death : KeyEvent::Kind::death});
    }
    for (const auto& [session, step] : biggest)
        events.push_back({step, KeyEvent::Kind::biggest_loss, steps[step].loss});
    std::stable_sort(events.begin(), events.end(), [](const KeyEvent& a, const KeyEvent& b) {
        return std::tuple(a.step, a.kind) < std::tuple(b.step, b.kind);
    });
    return events;
}

std::string key_event_text(const Tongue& tongue, const KeyEvent& event) {
    const char* const hp = tongue("HP", "PV");
    const auto short_number = [](double value) { return fmt::format("{:.3g}", value); };
    switch (event.kind) {
        case KeyEvent::Kind::first_death: return tongue("first death", "première mort");
        case KeyEvent::Kind::death: return tongue("death", "mort");
        case KeyEvent::Kind::biggest_loss:
            return fmt::format("{}{} {}", tongue("biggest loss: ", "plus grosse perte : "), number_text(event.value),
                               hp);
        case KeyEvent::Kind::long_duration:
            return fmt::format(fmt::runtime(tongue("unusually long: {} s, the median of {} is {} s",
                                                   "anormalement long : {} s, la médiane de {} est {} s")),
                               number_text(event.value), event.n, short_number(event.median));
        case KeyEvent::Kind::unusual_loss: break;
    }
    return fmt::format(fmt::runtime(tongue("unusually much: {} {}, the median of {} is {}",
                                           "anormalement fort : {} {}, la médiane de {} est {}")),
                       number_text(event.value), hp, event.n, short_number(event.median));
}

}  // namespace tk::report
