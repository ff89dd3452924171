#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "action-report/sections.hpp"
#include "stats/comparison.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;
constexpr double false_discoveries = 0.05;

/// A circumstance of an action, with how it went then and otherwise.
struct Pattern {
    std::uint32_t kind = 0;
    Phrase when;
    stats::Sample with, without;
    Places places;
    double p = 1, rate = 1;  ///< of same_rate; after the correction
};

stats::Sample sample_of(const Outcomes& outcomes) {
    return {outcomes.successes, outcomes.successes + outcomes.failures};
}

double rate_of(const stats::Sample& sample) {
    return static_cast<double>(sample.successes) / static_cast<double>(sample.trials);
}

/// Every circumstance that has the least sample on both sides.
std::vector<Pattern> candidates(const Collector& log, std::uint64_t min_sample) {
    const Tally& tally = log.tally();
    std::map<std::uint32_t, Outcomes> of_kind;
    for (const Cell& cell : tally.cells()) of_kind[cell.kind].add(cell.outcomes);
    std::vector<Pattern> patterns;
    const auto add = [&](std::uint32_t kind, Phrase when, const Outcomes& outcomes, const Places& places) {
        if (tally.kinds()[kind].happening) return;
        const stats::Sample all = sample_of(of_kind[kind]);
        const stats::Sample with = sample_of(outcomes);
        const stats::Sample without{all.successes - with.successes, all.trials - with.trials};
        if (with.trials < std::max<std::uint64_t>(min_sample, 1) ||
            without.trials < std::max<std::uint64_t>(min_sample, 1))
            return;
        Pattern pattern{kind, std::move(when), with, without, places, stats::same_rate(with, without), 1};
        patterns.push_back(std::move(pattern));
    };
    for (const Cell& cell : tally.cells()) {
        const Actor& actor = tally.actors().all()[cell.actor];
        const std::string& name = actor.name.empty() ? actor.id : actor.name;
        if (!name.empty()) add(cell.kind, {"by " + name, "par " + name}, cell.outcomes, {});
    }
    for (const Flow::Edge& edge : log.flow().edges()) {
        const std::string& before = tally.kinds()[edge.from].name;
        add(edge.to, {"right after " + before, "juste après " + before}, edge.outcomes, edge.trail.places());
        if (edge.from == edge.to)
            add(edge.to, {"right after it failed", "juste après son échec"}, edge.after_failure, {});
    }
    return patterns;
}

}  // namespace

Section patterns_section(const Collector& log, std::uint64_t min_sample, Language language) {
    Section section{
        .name = "patterns", .title = {"What goes with success", "Ce qui va avec la réussite"}, .stratum = "cognitive"};
    std::vector<Pattern> patterns = candidates(log, min_sample);
    if (patterns.empty()) {
        section.absent = {fmt::format("No circumstance has {} known outcomes with it and without it.", min_sample),
                          fmt::format("Aucune circonstance n'a {} issues connues avec elle et sans elle.", min_sample)};
        return section;
    }
    std::vector<double> ps;
    for (const Pattern& pattern : patterns) ps.push_back(pattern.p);
    const auto rates = stats::false_discovery_rates(ps);
    for (std::size_t i = 0; i < patterns.size(); ++i) patterns[i].rate = rates[i];
    section.facts.push_back(
        {"compared", {"circumstances compared", "circonstances comparées"}, count_datum(patterns.size()), {}});
    std::erase_if(patterns, [](const Pattern& pattern) { return pattern.rate > false_discoveries; });
    section.facts.push_back({"found",
                             {"that go with success or failure", "liées à la réussite ou à l'échec"},
                             count_datum(patterns.size()),
                             {}});
    const auto& kinds = log.tally().kinds();
    std::sort(patterns.begin(), patterns.end(), [&](const Pattern& a, const Pattern& b) {
        if (a.p != b.p) return a.p < b.p;
        return std::pair(kinds[a.kind].name, a.when.english) < std::pair(kinds[b.kind].name, b.when.english);
    });
    Table table;
    table.key = "patterns";
    table.title = {"circumstances of success and failure", "circonstances de réussite et d'échec"};
    table.columns = {{"action", {"action", "action"}},
                     {"when", {"when", "quand"}},
                     {"known", {"known outcomes", "issues connues"}},
                     {"success", {"success", "réussite"}},
                     {"otherwise_known", {"known otherwise", "connues sinon"}},
                     {"otherwise", {"otherwise", "sinon"}},
                     {"difference", {"difference", "écart"}},
                     {"difference_low", {"from", "de"}},
                     {"difference_high", {"to", "à"}},
                     {"p", {"p", "p"}},
                     {"corrected_p", {"p corrected", "p corrigé"}}};
    table.left_out = keep_first(patterns, most_rows);
    for (const Pattern& pattern : patterns) {
        const auto interval = stats::rate_difference(pattern.with, pattern.without);
        table.rows.push_back(
            {{text_datum(kinds[pattern.kind].name), text_datum(pattern.when.in(language)),
              count_datum(pattern.with.trials), share_datum(rate_of(pattern.with)), count_datum(pattern.without.trials),
              share_datum(rate_of(pattern.without)), share_datum(rate_of(pattern.with) - rate_of(pattern.without)),
              share_datum(interval.low), share_datum(interval.high), share_datum(pattern.p), share_datum(pattern.rate)},
             pattern.places});
    }
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
    section.notes.push_back(
        {fmt::format(
             "Each actor, each action before, and each repeat after a failure with at least {} known outcomes on "
             "both sides is compared with all else (Fisher's exact test); the p-values are corrected for "
             "their number (Benjamini-Hochberg), and at most 5 % of those listed are expected by chance. "
             "Difference: Newcombe's 95 % interval. What goes together need not be cause and effect.",
             min_sample),
         fmt::format(
             "Chaque acteur, chaque action précédente et chaque répétition après un échec, avec au moins {} issues "
             "connues des deux côtés, est comparé à tout le reste (test exact de Fisher) ; les p sont corrigés de "
             "leur nombre (Benjamini-Hochberg) : au plus 5 % des lignes seraient dues au hasard. Écart : "
             "intervalle de Newcombe à 95 %. Aller ensemble n'est pas causer.",
             min_sample)});
    return section;
}

}  // namespace tk::report
