#include "action-report/actor_rows.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "stats/interval.hpp"

namespace tk::report {

namespace {

double significant(double value, int digits) {
    if (value == 0 || !std::isfinite(value)) return value;
    const double scale = std::pow(10.0, digits - 1 - static_cast<int>(std::floor(std::log10(std::abs(value)))));
    return std::isfinite(scale) && scale > 0 ? std::round(value * scale) / scale : value;
}

double decimals(double value, int digits) {
    const double scale = std::pow(10.0, digits);
    return std::round(value * scale) / scale;
}

/// The name of an actor that only a state tells, or its own.
const std::string& full_name(const Collector& collector, const Actor& actor) {
    if (!actor.name.empty() || actor.id.empty()) return actor.name;
    const auto known = collector.known().find(actor.id);
    return known == collector.known().end() ? actor.name : known->second.name;
}

}  // namespace

Rate rate_of(const Outcomes& outcomes, std::uint64_t min_sample) {
    Rate rate{
        outcomes.successes + outcomes.failures, outcomes.successes, outcomes.failures, outcomes.unknown, {}, {}, {}};
    if (rate.known == 0 || rate.known < min_sample) return rate;
    const auto [low, high] = stats::wilson(rate.successes, rate.known);
    rate.rate = decimals(static_cast<double>(rate.successes) / static_cast<double>(rate.known), 4);
    rate.low = decimals(low, 4);
    rate.high = decimals(high, 4);
    return rate;
}

std::optional<Spread> spread_of(const stats::Distribution& values) {
    if (values.count() == 0) return std::nullopt;
    const auto quantiles = values.quantiles({0.5, 0.95});
    return Spread{values.count(),
                  significant(values.mean(), 4),
                  significant(quantiles[0], 4),
                  significant(quantiles[1], 4),
                  significant(values.least(), 4),
                  significant(values.most(), 4),
                  values.exact()};
}

void CellSums::add(const Cell& cell) {
    count += cell.count;
    outcomes.add(cell.outcomes);
    durations.merge(cell.durations);
}

KindRow kind_row(const ActionKind& kind, std::uint64_t count, const Outcomes& outcomes,
                 const stats::Distribution& durations, std::uint64_t min_sample) {
    return {kind.name, kind.in_vocabulary, kind.happening, count, rate_of(outcomes, min_sample), spread_of(durations)};
}

bool more_often(const KindRow& a, const KindRow& b) {
    return a.count != b.count ? a.count > b.count : a.action < b.action;
}

ActorRows::ActorRows(const Collector& collector, std::uint64_t min_sample)
    : collector_(&collector), min_sample_(min_sample) {
    const Tally& tally = collector.tally();
    const auto& actors = tally.actors().all();
    end_.resize(actors.size() + 1);
    for (const Cell& cell : tally.cells()) ++end_[cell.actor + 1UL];
    std::partial_sum(end_.begin(), end_.end(), end_.begin());
    cells_.resize(tally.cells().size());
    std::vector<std::uint32_t> next(end_.begin(), end_.end() - 1);
    std::vector<std::uint64_t> counts(actors.size());
    for (std::uint32_t i = 0; i < cells_.size(); ++i) {
        const Cell& cell = tally.cells()[i];
        cells_[next[cell.actor]++] = i;
        counts[cell.actor] += cell.count;
    }
    order_.resize(actors.size());
    std::iota(order_.begin(), order_.end(), 0U);
    std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
        return counts[a] != counts[b] ? counts[a] > counts[b]
                                      : std::tie(full_name(collector, actors[a]), actors[a].id) <
                                            std::tie(full_name(collector, actors[b]), actors[b].id);
    });
    place_.resize(order_.size());
    for (std::uint32_t i = 0; i < order_.size(); ++i) place_[order_[i]] = i;
    acting_ = static_cast<std::uint64_t>(
        std::count_if(counts.begin(), counts.end(), [](std::uint64_t count) { return count > 0; }));
}

Actor ActorRows::who(std::size_t place) const {
    Actor actor = collector_->tally().actors().all()[order_[place]];
    actor.name = full_name(*collector_, actor);
    const auto known = collector_->known().find(actor.id);
    if (known != collector_->known().end() && actor.name == known->second.name) actor.team = known->second.team;
    return actor;
}

ActorRow ActorRows::operator[](std::size_t place) const {
    const Tally& tally = collector_->tally();
    const std::uint32_t actor = order_[place];
    ActorRow row;
    row.actor = who(place);
    CellSums sums;
    row.kinds.reserve(end_[actor + 1UL] - end_[actor]);
    for (std::uint32_t i = end_[actor]; i < end_[actor + 1UL]; ++i) {
        const Cell& cell = tally.cells()[cells_[i]];
        sums.add(cell);
        row.kinds.push_back(kind_row(tally.kinds()[cell.kind], cell.count, cell.outcomes, cell.durations, min_sample_));
    }
    std::sort(row.kinds.begin(), row.kinds.end(), more_often);
    row.count = sums.count;
    row.success = rate_of(sums.outcomes, min_sample_);
    row.duration = spread_of(sums.durations);
    return row;
}

}  // namespace tk::report
