#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "action-report/flow.hpp"
#include "stats/interval.hpp"
#include "stats/sequences.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;
constexpr std::size_t most_gap = 2;
constexpr std::size_t most_items = 4;
constexpr std::uint64_t most_work = 3'000'000;

std::string join(const std::vector<std::string>& names) {
    return fmt::format("{}", fmt::join(names, " > "));
}

Table edges_table(const Flow& flow, const Tally& tally) {
    Table table;
    table.key = "directly_follows";
    table.title = {"what follows what", "ce qui suit quoi"};
    table.columns = {{"from", {"action", "action"}},
                     {"to", {"followed by", "suivie de"}},
                     {"count", {"times", "fois"}},
                     {"median_s", {"median gap, s", "écart médian, s"}}};
    std::vector<const Flow::Edge*> edges;
    for (const Flow::Edge& edge : flow.edges()) edges.push_back(&edge);
    const auto name = [&](std::uint32_t kind) -> const std::string& { return tally.kinds()[kind].name; };
    std::sort(edges.begin(), edges.end(), [&](const Flow::Edge* a, const Flow::Edge* b) {
        if (a->count != b->count) return a->count > b->count;
        return std::pair(name(a->from), name(a->to)) < std::pair(name(b->from), name(b->to));
    });
    table.left_out = keep_first(edges, most_rows);
    for (const Flow::Edge* edge : edges) {
        const double median = edge->gaps.count() > 0 ? edge->gaps.quantiles({0.5})[0] : NAN;
        table.rows.push_back({{text_datum(name(edge->from)), text_datum(name(edge->to)), count_datum(edge->count),
                               number_datum(median, 4)},
                              edge->trail.places()});
    }
    return table;
}

/// Where sessions begin, or end.
Table ends_table(const Flow& flow, const Tally& tally, bool begin) {
    Table table;
    table.key = begin ? "starts" : "ends";
    table.title =
        begin ? Phrase{"how sessions begin", "débuts des sessions"} : Phrase{"how sessions end", "fins des sessions"};
    table.columns = {{"action", {"action", "action"}}, {"count", {"sessions", "sessions"}}};
    std::map<std::uint32_t, std::uint64_t> counts;
    for (const Flow::Trace& trace : flow.traces()) {
        if (trace.steps > 0) ++counts[begin ? trace.first : trace.last];
    }
    std::vector<std::pair<std::uint64_t, std::string>> rows;
    for (const auto& [kind, count] : counts) rows.emplace_back(count, tally.kinds()[kind].name);
    std::sort(rows.begin(), rows.end(), [](const auto& a, const auto& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    });
    table.left_out = keep_first(rows, most_rows);
    for (const auto& [count, action] : rows) table.rows.push_back({{text_datum(action), count_datum(count)}, {}});
    return table;
}

std::string variant_text(const Flow& flow, const Tally& tally, const Flow::Trace& trace) {
    std::vector<std::string> names;
    for (std::uint32_t node = trace.node; node != 0; node = flow.nodes()[node].parent)
        names.push_back(tally.kinds()[flow.nodes()[node].kind].name);
    std::reverse(names.begin(), names.end());
    const std::size_t shown = names.size();
    std::string text = join(names);
    if (shown < trace.steps) text += fmt::format(" > … ({} more)", trace.steps - shown);
    return text;
}

struct Variants {
    Table table;
    std::uint64_t sessions = 0;
    std::uint64_t distinct = 0;
};

Variants variants_of(const Flow& flow, const Tally& tally) {
    struct Group {
        std::uint64_t count = 0;
        const Flow::Trace* example = nullptr;
        Places places;
    };
    std::unordered_map<std::uint64_t, Group> groups;
    Variants result;
    for (const Flow::Trace& trace : flow.traces()) {
        if (trace.steps == 0) continue;
        ++result.sessions;
        Group& group = groups[trace.hash ^ trace.steps];
        if (group.example == nullptr) group.example = &trace;
        ++group.count;
        group.places.add(trace.first_record);
    }
    result.distinct = groups.size();
    Table& table = result.table;
    table.key = "variants";
    table.title = {"variants: the same actions in the same order", "variantes : mêmes actions, même ordre"};
    table.columns = {{"variant", {"variant", "variante"}},
                     {"count", {"sessions", "sessions"}},
                     {"share", {"share", "part"}},
                     {"steps", {"steps", "étapes"}}};
    std::vector<const Group*> rows;
    for (const auto& [hash, group] : groups) rows.push_back(&group);
    std::sort(rows.begin(), rows.end(), [](const Group* a, const Group* b) {
        return a->count != b->count ? a->count > b->count : a->example->first_record < b->example->first_record;
    });
    table.left_out = keep_first(rows, most_rows);
    for (const Group* group : rows) {
        table.rows.push_back({{text_datum(variant_text(flow, tally, *group->example)), count_datum(group->count),
                               share_datum(static_cast<double>(group->count) / static_cast<double>(result.sessions)),
                               count_datum(group->example->steps)},
                              group->places});
    }
    return result;
}

/// Places where a pattern would end if actions came in no order: each step needs its action among the `most_gap` + 1
/// before the next.
double expected_ends(const stats::Sequence& steps, const std::vector<double>& share, double total) {
    double expected = total * share[steps.back()[0]];
    for (std::size_t i = 0; i + 1 < steps.size(); ++i)
        expected *= 1 - std::pow(1 - share[steps[i][0]], static_cast<double>(most_gap + 1));
    return expected;
}

/// Actions in a piece of a session that is the only one.
constexpr std::size_t piece_length = 10;

struct Common {
    Table table;
    std::uint64_t sessions = 0, steps = 0;
    bool in_pieces = false;
    bool whole = true;
};

Common common_of(const Flow& flow, const Tally& tally) {
    Common result;
    std::vector<stats::Sequence> database;
    std::vector<double> share(tally.kinds().size());
    for (const auto& kinds : flow.mined()) {
        if (kinds.empty()) continue;
        stats::Sequence& sequence = database.emplace_back();
        for (const std::uint32_t kind : kinds) {
            sequence.push_back({kind});
            ++share[kind];
            ++result.steps;
        }
    }
    result.sessions = database.size();
    for (double& one : share) one /= static_cast<double>(std::max<std::uint64_t>(result.steps, 1));
    stats::SequenceOptions options;
    // A single session has no support to speak of: it is cut into pieces, so that what repeats within it is found.
    result.in_pieces = database.size() == 1;
    if (result.in_pieces) {
        const stats::Sequence whole = std::move(database[0]);
        database.clear();
        for (std::size_t at = 0; at < whole.size(); at += piece_length)
            database.emplace_back(
                whole.begin() + static_cast<std::ptrdiff_t>(at),
                whole.begin() + static_cast<std::ptrdiff_t>(std::min(at + piece_length, whole.size())));
    }
    options.least_support = std::max<std::uint64_t>(2, (database.size() + 19) / 20);
    options.most_items = most_items;
    options.most_gap = most_gap;
    options.most_work = most_work;
    auto found = stats::frequent_sequences(database, options);
    result.whole = found.whole;
    std::erase_if(found.patterns, [](const auto& pattern) { return pattern.steps.size() < 2; });
    struct Scored {
        stats::FrequentSequence pattern;
        double lift, score;
    };
    std::vector<Scored> scored;
    for (stats::FrequentSequence& pattern : stats::closed(std::move(found.patterns))) {
        const double expected = expected_ends(pattern.steps, share, static_cast<double>(result.steps));
        const auto ends = static_cast<double>(pattern.ends);
        const double lift = expected > 0 ? ends / expected : 0;
        // The log-likelihood ratio of a Poisson count: how far it is beyond chance, large counts first.
        if (lift > 1) scored.push_back({std::move(pattern), lift, ends * std::log(lift) - (ends - expected)});
    }
    std::stable_sort(scored.begin(), scored.end(), [](const Scored& a, const Scored& b) { return a.score > b.score; });
    Table& table = result.table;
    table.key = "common_sequences";
    table.title = {"common sequences beyond chance", "séquences fréquentes au-delà du hasard"};
    table.columns = {{"sequence", {"sequence", "séquence"}},
                     {"support", result.in_pieces ? Phrase{"pieces", "tranches"} : Phrase{"sessions", "sessions"}},
                     {"ends", {"times", "fois"}},
                     {"lift", {"lift over chance", "rapport au hasard"}}};
    table.left_out = keep_first(scored, most_rows);
    for (const Scored& one : scored) {
        std::vector<std::string> names;
        for (const stats::Step& step : one.pattern.steps) names.push_back(tally.kinds()[step[0]].name);
        table.rows.push_back({{text_datum(join(names)), count_datum(one.pattern.support), count_datum(one.pattern.ends),
                               number_datum(one.lift, 3)},
                              {}});
    }
    return result;
}

}  // namespace

Section sequences_section(const Flow& flow, const Tally& tally, const std::vector<StepQuery>& queries) {
    Section section{.name = "sequences", .title = {"What follows what", "Enchaînements"}, .stratum = "cognitive"};
    if (flow.edges().empty()) {
        section.absent = {"No session has two actions, so nothing follows anything.",
                          "Aucune session n'a deux actions : rien ne suit rien."};
        return section;
    }
    Variants variants = variants_of(flow, tally);
    stats::Distribution durations;
    for (const Flow::Trace& trace : flow.traces()) {
        if (trace.first_clock && trace.last_clock && *trace.last_clock >= *trace.first_clock)
            durations.add(*trace.last_clock - *trace.first_clock);
    }
    section.facts.push_back({"sessions", {"sessions", "sessions"}, count_datum(variants.sessions), {}});
    section.facts.push_back({"variants", {"variants", "variantes"}, count_datum(variants.distinct), {}});
    if (durations.count() > 0) {
        section.facts.push_back({"session_median_s",
                                 {"median length of a session, s", "durée médiane d'une session, s"},
                                 number_datum(durations.quantiles({0.5})[0], 8),
                                 {}});
        section.facts.push_back({"session_mean_s",
                                 {"mean length of a session, s", "durée moyenne d'une session, s"},
                                 number_datum(durations.mean(), 8),
                                 {}});
    }
    for (Fact& fact : findings_facts(queries)) section.facts.push_back(std::move(fact));
    if (!queries.empty()) section.tables.push_back(findings_table(queries));
    section.tables.push_back(edges_table(flow, tally));
    section.tables.push_back(ends_table(flow, tally, true));
    section.tables.push_back(ends_table(flow, tally, false));
    section.tables.push_back(std::move(variants.table));
    Common common = common_of(flow, tally);
    section.notes.push_back(
        {fmt::format("Common sequences: closed, 2 to {} actions with up to {} others between two, in at least 5 % of "
                     "the {}{}. Lift: times over those expected if actions came in no order.",
                     most_items, most_gap,
                     common.in_pieces ? fmt::format("pieces of {} actions into which the only session ({} actions) is "
                                                    "cut, and in two",
                                                    piece_length, common.steps)
                                      : fmt::format("first {} sessions ({} actions)", common.sessions, common.steps),
                     common.whole ? "" : "; the search was cut for its length"),
         fmt::format("Séquences fréquentes : fermées, de 2 à {} actions, jusqu'à {} autres entre deux, dans au moins "
                     "5 % des {}{}. Rapport : occurrences sur celles d'un ordre au hasard.",
                     most_items, most_gap,
                     common.in_pieces
                         ? fmt::format("tranches de {} actions de la seule session ({} actions), et "
                                       "dans deux",
                                       piece_length, common.steps)
                         : fmt::format("{} premières sessions ({} actions)", common.sessions, common.steps),
                     common.whole ? "" : " ; recherche coupée pour sa longueur")});
    if (!common.table.rows.empty()) section.tables.push_back(std::move(common.table));
    if (flow.backwards() > 0) {
        section.notes.push_back(
            {fmt::format("{} actions tell an earlier time than the one before them in their session: the order of the "
                         "input counts, their gap does not.",
                         flow.backwards()),
             fmt::format("{} actions disent une heure antérieure à la précédente de leur session : l'ordre de l'entrée "
                         "compte, leur écart non.",
                         flow.backwards())});
    }
    return section;
}

}  // namespace tk::report
