#include "action-report/judge.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/actions.hpp"

namespace tk::report {

namespace {

/// By id, or by name where there is no id.
std::string_view called(std::string_view id, std::string_view name) {
    return id.empty() ? name : id;
}

}  // namespace

Rarity::Rarity(std::vector<std::uint64_t> counts) : counts_(std::move(counts)) {
    std::sort(counts_.begin(), counts_.end());
    std::uint64_t sum = 0;
    for (const std::uint64_t count : counts_) sums_.push_back(sum += count);
}

double Rarity::chance(std::uint64_t count) const {
    const auto more = std::upper_bound(counts_.begin(), counts_.end(), count + 1) - counts_.begin();
    const std::uint64_t as_rare = more == 0 ? 0 : sums_[static_cast<std::size_t>(more) - 1];
    const std::uint64_t all = sums_.empty() ? 0 : sums_.back();
    return static_cast<double>(as_rare + 1) / static_cast<double>(all + 1);
}

Tail::Tail(const stats::Distribution& values) {
    constexpr double least_scale = 0.35;  // where many values are equal
    if (values.count() < least_values) return;
    const auto quantiles = values.quantiles({0.5, 0.90, 0.95});
    if (!(quantiles[1] > 0)) return;
    usual_ = quantiles[0];
    start_ = quantiles[1];
    scale_ = std::max(std::log(quantiles[2] / quantiles[1]) / std::log(2.0), least_scale);
}

double Tail::chance(double value) const {
    if (scale_ == 0 || value <= start_) return 1;
    return 0.1 * std::exp(-std::log(value / start_) / scale_);
}

Judge::Judge(const Collector& baseline) : gaps_(baseline.activity().gaps()), size_(baseline.tally().count()) {
    const Tally& tally = baseline.tally();
    std::vector<stats::Distribution> durations(tally.kinds().size());
    std::vector<std::uint64_t> counts(tally.kinds().size());
    for (const ActionKind& kind : tally.kinds()) {
        kind_index_.emplace(kind.name, static_cast<std::uint32_t>(kinds_.size()));
        kinds_.emplace_back().name = kind.name;
    }
    for (const Cell& cell : tally.cells()) {
        Kind& kind = kinds_[cell.kind];
        kind.count += cell.count;
        kind.outcomes.add(cell.outcomes);
        durations[cell.kind].merge(cell.durations);
        const Actor& actor = tally.actors().all()[cell.actor];
        actor_counts_[std::string(called(actor.id, actor.name))] += cell.count;
    }
    for (const Flow::Edge& edge : baseline.flow().edges()) kinds_[edge.from].followers[edge.to] = edge.count;
    for (std::size_t i = 0; i < kinds_.size(); ++i) {
        counts[i] = kinds_[i].count;
        kinds_[i].durations = Tail{durations[i]};
        std::vector<std::uint64_t> next;
        for (const auto& [to, count] : kinds_[i].followers) next.push_back(count);
        kinds_[i].next = Rarity{std::move(next)};
    }
    actions_ = Rarity{std::move(counts)};
    std::vector<std::uint64_t> actors;
    for (const auto& [name, count] : actor_counts_) actors.push_back(count);
    actors_ = Rarity{std::move(actors)};
}

std::optional<std::uint32_t> Judge::kind_of(std::string_view action) const {
    const auto known = kind_index_.find(action_name(action));
    if (known == kind_index_.end()) return std::nullopt;
    return known->second;
}

void Judge::set_last(std::string_view session, std::string_view action) {
    last_[std::string(session)] = kind_of(action);
}

void Judge::judge_step(std::string_view session, std::uint32_t kind, std::vector<Oddity>& odd) const {
    const auto before = last_.find(session);
    if (before == last_.end() || !before->second) return;
    const Kind& from = kinds_[*before->second];
    const auto known = from.followers.find(kind);
    const std::uint64_t count = known == from.followers.end() ? 0 : known->second;
    odd.push_back({"rare_step",
                   {fmt::format("hardly ever comes right after {}", from.name),
                    fmt::format("ne vient presque jamais juste après {}", from.name)},
                   count_datum(count),
                   {},
                   from.next.chance(count)});
}

std::vector<Oddity> Judge::judge(const Event& event) {
    std::vector<Oddity> odd;
    const auto kind = kind_of(event.action);
    const std::uint64_t count = kind ? kinds_[*kind].count : 0;
    odd.push_back({"rare_action",
                   count == 0 ? Phrase{"an action that was never done", "une action jamais faite"}
                              : Phrase{"an action that is hardly ever done", "une action presque jamais faite"},
                   count_datum(count),
                   {},
                   actions_.chance(count)});
    if (const std::string_view who = called(event.actor, event.actor_name);
        !who.empty() && !actor_counts_.contains(who))
        odd.push_back({"new_actor", {"an actor never seen", "un acteur jamais vu"}, {}, {}, actors_.chance(0)});
    if (kind) {
        const Kind& own = kinds_[*kind];
        judge_step(event.session, *kind, odd);
        const std::uint64_t known = own.outcomes.successes + own.outcomes.failures;
        if (event.success == false && known > 0)
            odd.push_back({"failure",
                           {"fails, what hardly ever does", "échoue, ce qui n'arrive presque jamais"},
                           {},
                           share_datum(static_cast<double>(own.outcomes.failures) / static_cast<double>(known)),
                           static_cast<double>(own.outcomes.failures + 1) / static_cast<double>(known + 1)});
        if (event.duration)
            odd.push_back({"long_duration",
                           {"takes far longer than usual, s", "dure bien plus que d'habitude, s"},
                           number_datum(*event.duration),
                           number_datum(own.durations.usual()),
                           own.durations.chance(*event.duration)});
    }
    const auto clock = event.clock();
    if (clock && last_clock_ && *clock > *last_clock_)
        odd.push_back({"silence",
                       {"comes after a long silence, s", "vient après un long silence, s"},
                       number_datum(*clock - *last_clock_),
                       number_datum(gaps_.usual()),
                       gaps_.chance(*clock - *last_clock_)});
    if (clock) last_clock_ = clock;
    const auto session = last_.find(event.session);
    (session == last_.end() ? last_.emplace(std::string(event.session), kind).first : session)->second = kind;
    odd.erase(std::remove_if(odd.begin(), odd.end(), [](const Oddity& one) { return one.chance > limit; }), odd.end());
    std::stable_sort(odd.begin(), odd.end(), [](const Oddity& a, const Oddity& b) { return a.chance < b.chance; });
    return odd;
}

}  // namespace tk::report
