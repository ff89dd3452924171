#include <algorithm>
#include <map>

#include "action-report/position.hpp"
#include "action-report/report.hpp"

namespace tk::report {

namespace {

std::vector<KindRow> kind_rows(const Tally& tally, std::uint64_t min_sample) {
    std::vector<CellSums> sums(tally.kinds().size());
    for (const Cell& cell : tally.cells()) sums[cell.kind].add(cell);
    std::vector<KindRow> rows;
    for (std::size_t i = 0; i < sums.size(); ++i) {
        rows.push_back(kind_row(tally.kinds()[i], sums[i].count, sums[i].outcomes, sums[i].durations, min_sample));
    }
    std::sort(rows.begin(), rows.end(), more_often);
    return rows;
}

std::vector<SpellRow> spell_rows(const Tally& tally, const ActorRows& actors, std::uint64_t min_sample) {
    std::vector<SpellRow> rows;
    for (const SpellCell& cell : tally.spell_cells()) {
        rows.push_back({actors.place_of(cell.actor), tally.spells().text(cell.spell), cell.count,
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
    CellSums sums;
    for (const Cell& cell : tally.cells()) sums.add(cell);
    report.success = rate_of(sums.outcomes, min_sample);
    report.duration = spread_of(sums.durations);

    report.actors = ActorRows{collector, min_sample};
    report.acting = report.actors.acting();
    report.kinds = kind_rows(tally, min_sample);
    report.spells = spell_rows(tally, report.actors, min_sample);
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
