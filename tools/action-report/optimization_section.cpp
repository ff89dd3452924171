#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "action-report/sections.hpp"
#include "stats/interval.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 10;

/// A way to save time, with what it would save at most, as the log tells it.
struct Suggestion {
    std::string type;
    Phrase description;
    std::string implementation;
    std::string action;
    std::uint64_t cases = 0;
    double gain = 0, low = 0, high = 0;  ///< s, over the whole log
    Places places;
};

std::map<std::uint32_t, stats::Distribution> durations_of(const Tally& tally) {
    std::map<std::uint32_t, stats::Distribution> durations;
    for (const Cell& cell : tally.cells()) durations[cell.kind].merge(cell.durations);
    return durations;
}

/// Time that goes beyond the median of an action: what would be saved if none took longer than that on average.
std::optional<Suggestion> slow_step(const std::string& action, const stats::Distribution& durations) {
    const auto n = static_cast<double>(durations.count());
    // The 95 % interval of a median: order statistics around it.
    const double half = stats::normal_upper(0.025) * 0.5 / std::sqrt(n);
    const auto q = durations.quantiles({0.5, std::max(0.0, 0.5 - half), std::min(1.0, 0.5 + half), 0.95});
    Suggestion one{"performance_optimization",
                   {fmt::format("Look into the slow cases of {}: a median of {} s, but 1 in 20 takes {} s or more",
                                action, number_datum(q[0], 4).text, number_datum(q[3], 4).text),
                    fmt::format("Examiner les cas lents de {} : médiane {} s, mais 1 sur 20 prend {} s ou plus", action,
                                number_datum(q[0], 4).text, number_datum(q[3], 4).text)},
                   "look_into_slow_cases",
                   action,
                   durations.count(),
                   n * (durations.mean() - q[0]),
                   n * (durations.mean() - q[2]),
                   n * (durations.mean() - q[1]),
                   {}};
    // Twice the median is where a case is slow rather than just longer.
    if (one.low <= 0 || q[3] < 2 * q[0]) return std::nullopt;
    return one;
}

/// Repeats of an action that could be spared: `count` of `trials`, with the records behind them.
struct Repeats {
    std::uint64_t count = 0, trials = 0;
    Places places;
};

/// To spare them; nothing unless their share is surely above `least` (Wilson). `each`: mean duration, s.
std::optional<Suggestion> spare(const Repeats& repeats, double least, double each, const std::string& action,
                                std::string implementation, Phrase description) {
    const auto interval = stats::wilson(repeats.count, repeats.trials);
    if (interval.low <= least) return std::nullopt;
    const auto trials = static_cast<double>(repeats.trials);
    return Suggestion{"pattern_optimization",
                      std::move(description),
                      std::move(implementation),
                      action,
                      repeats.count,
                      each * static_cast<double>(repeats.count),
                      each * trials * interval.low,
                      each * trials * interval.high,
                      repeats.places};
}

/// Repeats right after a failure that fail again: time that a check before would save.
std::optional<Suggestion> vain_retries(const std::string& action, const Flow::Edge& edge, double each) {
    const std::uint64_t failures = edge.after_failure.failures;
    const std::uint64_t known = edge.after_failure.successes + failures;
    auto suggestion =
        spare({failures, known, edge.trail.places()}, 0.5, each, action, "check_before_retry",
              {fmt::format("Check before {} is tried again: of {} repeats right after a failure {} failed too", action,
                           known, failures),
               fmt::format("Vérifier avant de retenter {} : sur {} reprises juste après un échec, {} échouent aussi",
                           action, known, failures)});
    if (suggestion) suggestion->cases = known;
    return suggestion;
}

/// What was done again with the same parameters right after it had succeeded: a result that could have been kept.
/// `count`: of the action in all.
std::optional<Suggestion> redundant_repeats(const std::string& action, const Flow::Edge& edge, std::uint64_t count,
                                            double each) {
    return spare({edge.same, count, edge.same_trail.places()}, 0.05, each, action, "cache_results",
                 {fmt::format("Keep the result of {}: {} of {} repeat the one before, with the same parameters, though "
                              "it had succeeded",
                              action, edge.same, count),
                  fmt::format("Garder le résultat de {} : {} sur {} répètent le précédent, avec les mêmes paramètres, "
                              "alors qu'il avait réussi",
                              action, edge.same, count)});
}

/// What a session comes back to after something else: work done twice.
std::optional<Suggestion> rework(const std::string& action, const Flow::Return& again, std::uint64_t count,
                                 double each) {
    return spare({again.count, count, again.trail.places()}, 0.1, each, action, "avoid_rework",
                 {fmt::format("Get {} right the first time: {} of {} come again in their session after something else",
                              action, again.count, count),
                  fmt::format("Réussir {} du premier coup : {} sur {} reviennent dans leur session après autre chose",
                              action, again.count, count)});
}

/// Suggestions for one kind of action, from what follows what. An action of the vocabulary changes the game: doing it
/// again is play, not a repeat. `again`: where it follows itself; null where it never does.
void add_repeats(const Collector& log, std::uint32_t kind, const Flow::Edge* again, std::uint64_t count, double each,
                 std::uint64_t least, std::vector<Suggestion>& found) {
    const ActionKind& action = log.tally().kinds()[kind];
    const auto add = [&](std::optional<Suggestion> one) {
        if (one) found.push_back(std::move(*one));
    };
    if (again != nullptr && again->after_failure.successes + again->after_failure.failures >= least)
        add(vain_retries(action.name, *again, each));
    if (action.in_vocabulary) return;
    if (again != nullptr && again->same >= least) add(redundant_repeats(action.name, *again, count, each));
    if (kind >= log.flow().returns().size()) return;
    if (const Flow::Return& back = log.flow().returns()[kind]; back.count >= least)
        add(rework(action.name, back, count, each));
}

}  // namespace

Section optimization_section(const Collector& log, std::uint64_t min_sample, Language language) {
    Section section{.name = "optimization",
                    .title = {"What could be saved", "Ce qu'on pourrait gagner"},
                    .stratum = "metaphysical"};
    const auto durations = durations_of(log.tally());
    const auto& kinds = log.tally().kinds();
    double total = 0;
    std::vector<Suggestion> found;
    const std::uint64_t least = std::max<std::uint64_t>(min_sample, 5);
    for (const auto& [kind, distribution] : durations) {
        if (distribution.count() == 0) continue;
        total += static_cast<double>(distribution.count()) * distribution.mean();
        if (distribution.count() < 4 * least) continue;
        if (auto one = slow_step(kinds[kind].name, distribution)) found.push_back(std::move(*one));
    }
    std::map<std::uint32_t, std::uint64_t> counts;
    for (const Cell& cell : log.tally().cells()) counts[cell.kind] += cell.count;
    std::map<std::uint32_t, const Flow::Edge*> to_itself;
    for (const Flow::Edge& edge : log.flow().edges()) {
        if (edge.from == edge.to) to_itself[edge.from] = &edge;
    }
    for (const auto& [kind, count] : counts) {
        const auto again = to_itself.find(kind);
        const auto own = durations.find(kind);
        const bool timed = own != durations.end() && own->second.count() > 0;
        add_repeats(log, kind, again == to_itself.end() ? nullptr : again->second, count,
                    timed ? own->second.mean() : 0, least, found);
    }
    Table applied = applied_table(log.applied(), min_sample, language);
    if (found.empty() && applied.rows.empty()) {
        section.absent = {"No action shows time to be saved: neither slow cases nor repeats.",
                          "Aucune action ne montre de temps à gagner : ni cas lents, ni répétitions."};
        return section;
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Suggestion& a, const Suggestion& b) { return a.gain > b.gain; });
    if (total > 0)
        section.facts.push_back(
            {"total_s", {"time of all actions, s", "durée de toutes les actions, s"}, number_datum(total), {}});
    Table table;
    table.key = "suggestions";
    table.title = {"suggestions", "suggestions"};
    table.columns = {{"description", {"suggestion", "suggestion"}},
                     {"impact", {"impact", "effet"}},
                     {"type", {"type", "type"}, true},
                     {"implementation", {"how", "comment"}, true},
                     {"cases", {"cases", "cas"}},
                     {"gain_s", {"saves at most, s", "gain au plus, s"}},
                     {"gain_low", {"from", "de"}},
                     {"gain_high", {"to", "à"}},
                     {"id", {"id", "id"}}};
    table.left_out = keep_first(found, most_rows);
    for (const Suggestion& one : found) {
        const double share = total > 0 ? one.gain / total : 0;
        const std::string impact = share >= 0.2 ? "high" : share >= 0.05 ? "medium" : "low";
        const bool timed = one.gain > 0;
        table.rows.push_back(
            {{text_datum(one.description.in(language)), text_datum(impact), text_datum(one.type),
              text_datum(one.implementation), count_datum(one.cases), timed ? number_datum(one.gain, 4) : Datum{},
              timed ? number_datum(one.low, 4) : Datum{}, timed ? number_datum(one.high, 4) : Datum{},
              text_datum(one.implementation + ":" + one.action)},
             one.places});
    }
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
    if (!applied.rows.empty()) section.tables.push_back(std::move(applied));
    section.notes.push_back(
        {"Slow cases: the time beyond the median, with the 95 % interval of the median. Repeats in vain: where more "
         "than half surely fail again (Wilson). Results to keep: the same parameters right after a success; rework: "
         "the action comes again in its session after something else (neither of actions of the game's vocabulary). "
         "Repeats save their number times the mean duration, between Wilson's limits. Impact: high from 20 % of the "
         "time of all actions on, medium from 5 %. After a change, --compare MOMENT tells what it brought.",
         "Cas lents : le temps au-delà de la médiane, avec l'intervalle à 95 % de la médiane. Reprises vaines : là où "
         "plus de la moitié échoue sûrement encore (Wilson). Résultats à garder : mêmes paramètres juste après un "
         "succès ; travail refait : l'action revient dans sa session après autre chose (jamais les actions du "
         "vocabulaire du jeu). Les répétitions coûtent leur nombre par la durée moyenne, entre les bornes de Wilson. "
         "Effet : high dès 20 % de la durée de toutes les actions, medium dès 5 %. Après un changement, --compare "
         "MOMENT dit ce qu'il a apporté."});
    return section;
}

}  // namespace tk::report
