#include <algorithm>
#include <cmath>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "action-report/position.hpp"
#include "action-report/report.hpp"
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

/// Sums over cells, for one row.
struct Sums {
    std::uint64_t count = 0;
    Outcomes outcomes;
    stats::Distribution durations;

    void add(const Cell& cell) {
        count += cell.count;
        outcomes.add(cell.outcomes);
        durations.merge(cell.durations);
    }
};

KindRow kind_row(const ActionKind& kind, std::uint64_t count, const Outcomes& outcomes,
                 const stats::Distribution& durations, std::uint64_t min_sample) {
    return {kind.name, kind.in_vocabulary, kind.happening, count, rate_of(outcomes, min_sample), spread_of(durations)};
}

bool more_often(const KindRow& a, const KindRow& b) {
    return a.count != b.count ? a.count > b.count : a.action < b.action;
}

/// The cells of each actor, one list after the other.
class CellsByActor {
public:
    explicit CellsByActor(const Tally& tally) : tally_(tally), end_(tally.actors().all().size() + 1) {
        for (const Cell& cell : tally.cells()) ++end_[cell.actor + 1UL];
        for (std::size_t i = 1; i < end_.size(); ++i) end_[i] += end_[i - 1];
        cells_.resize(tally.cells().size());
        std::vector<std::uint32_t> next(end_.begin(), end_.end() - 1);
        for (std::uint32_t i = 0; i < tally.cells().size(); ++i) cells_[next[tally.cells()[i].actor]++] = i;
    }
    template <typename Take>
    void each(std::uint32_t actor, Take take) const {
        for (std::uint32_t i = end_[actor]; i < end_[actor + 1UL]; ++i) take(tally_.cells()[cells_[i]]);
    }

private:
    const Tally& tally_;
    std::vector<std::uint32_t> end_;  // before the first of actor i, which is behind the last of i - 1
    std::vector<std::uint32_t> cells_;
};

/// The name of an actor that only a state tells, or its own.
const std::string& full_name(const Collector& collector, const Actor& actor) {
    if (!actor.name.empty() || actor.id.empty()) return actor.name;
    const auto known = collector.known().find(actor.id);
    return known == collector.known().end() ? actor.name : known->second.name;
}

/// The actors in the order of the report: most actions first, then by name.
std::vector<std::uint32_t> order_of_actors(const Collector& collector, const CellsByActor& cells) {
    const auto& actors = collector.tally().actors().all();
    std::vector<std::uint64_t> counts(actors.size());
    std::vector<std::uint32_t> order(actors.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        order[i] = i;
        cells.each(i, [&](const Cell& cell) { counts[i] += cell.count; });
    }
    std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        return counts[a] != counts[b] ? counts[a] > counts[b]
                                      : std::tie(full_name(collector, actors[a]), actors[a].id) <
                                            std::tie(full_name(collector, actors[b]), actors[b].id);
    });
    return order;
}

ActorRow actor_row(const Collector& collector, const CellsByActor& cells, std::uint32_t actor,
                   std::uint64_t min_sample) {
    const Tally& tally = collector.tally();
    ActorRow row;
    row.actor = tally.actors().all()[actor];
    row.actor.name = full_name(collector, row.actor);
    const auto known = collector.known().find(row.actor.id);
    if (known != collector.known().end() && row.actor.name == known->second.name) row.actor.team = known->second.team;
    Sums sums;
    std::size_t count = 0;
    cells.each(actor, [&](const Cell&) { ++count; });
    row.kinds.reserve(count);
    cells.each(actor, [&](const Cell& cell) {
        sums.add(cell);
        row.kinds.push_back(kind_row(tally.kinds()[cell.kind], cell.count, cell.outcomes, cell.durations, min_sample));
    });
    std::sort(row.kinds.begin(), row.kinds.end(), more_often);
    row.count = sums.count;
    row.success = rate_of(sums.outcomes, min_sample);
    row.duration = spread_of(sums.durations);
    return row;
}

std::vector<KindRow> kind_rows(const Tally& tally, std::uint64_t min_sample) {
    std::vector<Sums> sums(tally.kinds().size());
    for (const Cell& cell : tally.cells()) sums[cell.kind].add(cell);
    std::vector<KindRow> rows;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        rows.push_back(kind_row(tally.kinds()[i], sums[i].count, sums[i].outcomes, sums[i].durations, min_sample));
    }
    std::sort(rows.begin(), rows.end(), more_often);
    return rows;
}

/// `place[i]`: where actor i of the tally stands in the report.
std::vector<SpellRow> spell_rows(const Tally& tally, const std::vector<std::uint32_t>& place,
                                 std::uint64_t min_sample) {
    std::vector<SpellRow> rows;
    for (const SpellCell& cell : tally.spell_cells()) {
        rows.push_back({place[cell.actor], tally.spells().text(cell.spell), cell.count,
                        rate_of(cell.outcomes, min_sample), cell.action_points, spread_of(cell.damage),
                        spread_of(cell.healing)});
    }
    std::sort(rows.begin(), rows.end(), [](const SpellRow& a, const SpellRow& b) {
        if (a.count != b.count) return a.count > b.count;
        return a.spell != b.spell ? a.spell < b.spell : a.actor < b.actor;
    });
    return rows;
}

std::vector<SessionRow> session_rows(const Tally& tally) {
    std::vector<SessionRow> rows;
    for (std::size_t i = 0; i < tally.session_totals().size(); ++i) {
        const Session& session = tally.session_totals()[i];
        if (session.actions == 0) continue;
        rows.push_back({tally.sessions().text(static_cast<std::uint32_t>(i)), session.actions, session.turns.size(),
                        session.first_turn, session.last_turn, session.first_t, session.last_t});
    }
    return rows;
}

std::vector<ErrorRow> error_rows(const Tally& tally) {
    std::vector<ErrorRow> rows;
    for (std::size_t i = 0; i < tally.error_counts().size(); ++i) {
        if (tally.error_counts()[i] > 0)
            rows.push_back({tally.errors().text(static_cast<std::uint32_t>(i)), tally.error_counts()[i]});
    }
    std::sort(rows.begin(), rows.end(), [](const ErrorRow& a, const ErrorRow& b) {
        return a.count != b.count ? a.count > b.count : a.code < b.code;
    });
    return rows;
}

/// Groups the kept actions by session and turn, both in order of first appearance, and puts each answer to its turn.
void lay_out_turns(Report& report, const Collector& collector) {
    std::map<std::pair<std::uint32_t, std::optional<std::int64_t>>, std::size_t> group_of;
    const Names& sessions = collector.tally().sessions();
    for (const Deed* deed : collector.timeline().deeds()) {
        const auto [place, is_new] = group_of.try_emplace({deed->counted.session, deed->turn}, report.turns.size());
        if (is_new) report.turns.push_back({sessions.text(deed->counted.session), deed->turn, {}, {}});
        report.turns[place->second].deeds.push_back(deed);
    }
    // The sessions one after the other, even where a log mixes them.
    std::map<std::string, std::size_t> rank;
    for (const TurnRow& row : report.turns) rank.try_emplace(row.session, rank.size());
    std::stable_sort(report.turns.begin(), report.turns.end(),
                     [&](const TurnRow& a, const TurnRow& b) { return rank.at(a.session) < rank.at(b.session); });
    for (const Answer& answer : collector.timeline().answers()) {
        const auto row = std::find_if(report.turns.rbegin(), report.turns.rend(), [&](const TurnRow& turn) {
            return answer.turn && turn.turn == answer.turn && (!answer.session || *answer.session == turn.session);
        });
        if (row != report.turns.rend()) {
            row->answers.push_back(&answer);
        } else {
            report.other_answers.push_back(&answer);
        }
    }
}

}  // namespace

Report summarize(const Collector& collector, std::uint64_t min_sample) {
    const Tally& tally = collector.tally();
    Report report;
    report.min_sample = min_sample;
    report.actions = tally.count();
    Sums sums;
    for (const Cell& cell : tally.cells()) sums.add(cell);
    report.success = rate_of(sums.outcomes, min_sample);
    report.duration = spread_of(sums.durations);

    const CellsByActor cells{tally};
    const std::vector<std::uint32_t> order = order_of_actors(collector, cells);
    report.actor_place.resize(order.size());
    report.actors.reserve(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        report.actor_place[order[i]] = i;
        report.actors.push_back(actor_row(collector, cells, order[i], min_sample));
    }
    report.acting = static_cast<std::uint64_t>(
        std::count_if(report.actors.begin(), report.actors.end(), [](const ActorRow& row) { return row.count > 0; }));

    report.kinds = kind_rows(tally, min_sample);
    report.spells = spell_rows(tally, report.actor_place, min_sample);
    report.sessions = session_rows(tally);
    report.errors = error_rows(tally);
    report.actions_cut = collector.timeline().deeds_cut();
    report.answers_cut = collector.timeline().answers_cut();
    report.answers = collector.answers();
    lay_out_turns(report, collector);
    report.position = read_position(collector.last_state());
    report.advice = read_advice(collector.last_kb());
    return report;
}

}  // namespace tk::report
