#include "action-report/comparison.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/error.hpp"
#include "core/text.hpp"
#include "core/timestamp.hpp"
#include "stats/comparison.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;

std::optional<double> moment_of(std::string_view text) {
    if (const auto moment = parse_timestamp(text)) return moment->seconds;
    double number = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || failure != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return number;
}

stats::Sample sample_of(const Outcomes& outcomes) {
    return {outcomes.successes, outcomes.successes + outcomes.failures};
}

double rate_of(const stats::Sample& sample) {
    return static_cast<double>(sample.successes) / static_cast<double>(sample.trials);
}

Table mean_table(std::string name, Phrase title, Phrase of, const Phrase& a, const Phrase& b) {
    Table table{std::move(name), std::move(title), {}, {}, 0, false};
    table.columns = {{"action", std::move(of)},
                     {"mean_a", a},
                     {"mean_b", b},
                     {"difference", {"difference", "écart"}},
                     {"difference_low", {"from", "de"}},
                     {"difference_high", {"to", "à"}}};
    return table;
}

/// What was measured often enough on both sides.
Table metrics_table(const Comparison& comparison, const Phrase& a, const Phrase& b, std::uint64_t min_sample) {
    Table table =
        mean_table("metrics", {"means of what was measured", "moyennes des mesures"}, {"metric", "mesure"}, a, b);
    table.columns.front().key = "metric";
    for (const auto& [metric, sides] : comparison.metrics()) {
        if (std::min(sides[0].count, sides[1].count) < std::max<std::uint64_t>(min_sample, 2)) continue;
        if (table.rows.size() == most_rows) {
            ++table.left_out;
            continue;
        }
        Row row{{text_datum(metric)}, {}};
        for (Datum& cell : mean_cells(sides[0], sides[1], 8)) row.cells.push_back(std::move(cell));
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

void SampleMean::add(double value) {
    ++count;
    const double before = value - mean;
    mean += before / static_cast<double>(count);
    squares += before * (value - mean);
}

std::vector<Datum> mean_cells(const SampleMean& a, const SampleMean& b, int digits) {
    const double error =
        std::sqrt(a.variance() / static_cast<double>(a.count) + b.variance() / static_cast<double>(b.count));
    const double half = stats::normal_upper(0.025) * error;
    const double change = b.mean - a.mean;
    return {number_datum(a.mean, digits), number_datum(b.mean, digits), number_datum(change, digits),
            number_datum(change - half, digits), number_datum(change + half, digits)};
}

Comparison::Comparison(std::string_view text) {
    const std::string_view whole = trim(text);
    const auto equals = whole.find('=');
    const std::string_view field = whole.substr(0, equals);
    if (equals != std::string_view::npos && (field == "actor" || field == "session")) {
        by_ = field == "actor" ? By::actor : By::session;
        const auto parts = split(whole.substr(equals + 1), ',');
        if (parts.size() == 2 && !trim(parts[0]).empty() && !trim(parts[1]).empty()) {
            names_ = {std::string(trim(parts[0])), std::string(trim(parts[1]))};
            return;
        }
    } else if (const auto moment = moment_of(whole)) {
        at_ = *moment;
        names_ = {"before", "after"};
        return;
    }
    throw UsageError(fmt::format("--compare: '{}' names neither two actors, two sessions nor a moment", whole),
                     "for example actor=e1,e2, session=s1,s2 or 2026-03-01");
}

std::optional<std::size_t> Comparison::side_of(std::string_view actor, std::string_view name, std::string_view session,
                                               std::optional<double> clock) const {
    if (by_ == By::time) return clock ? std::optional<std::size_t>(*clock < at_ ? 0 : 1) : std::nullopt;
    std::optional<std::size_t> side;
    for (std::size_t i = 0; i < 2; ++i) {
        if (by_ == By::session ? session == names_[i] : actor == names_[i] || name == names_[i]) side = i;
    }
    return side;
}

void Comparison::measure(std::string_view actor, std::string_view session, std::string_view metric, double value,
                         std::optional<double> at) {
    const auto side = side_of(actor, actor, session, at);
    if (!side) return;
    auto found = metrics_.find(metric);
    if (found == metrics_.end()) found = metrics_.emplace(metric, std::array<SampleMean, 2>{}).first;
    found->second[*side].add(value);
}

void Comparison::add(const Event& event, Counted counted) {
    const auto side = side_of(event.actor, event.actor_name, event.session, event.clock());
    if (!side) return;
    auto& kinds = sides_[*side];
    if (kinds.size() <= counted.kind) kinds.resize(counted.kind + 1UL);
    Side& one = kinds[counted.kind];
    ++one.count;
    one.outcomes.add(event.success);
    if (event.duration) one.durations.add(*event.duration);
    one.places.add(event.record);
}

Section comparison_section(const Comparison& comparison, const Tally& tally, std::uint64_t min_sample) {
    Section section{.name = "comparison", .title = {"Compared", "Comparaison"}, .stratum = "cognitive"};
    const auto& [first_name, second_name] = comparison.names();
    const bool times = first_name == "before" && second_name == "after";
    const Phrase a = times ? Phrase{"before", "avant"} : Phrase{first_name, first_name};
    const Phrase b = times ? Phrase{"after", "après"} : Phrase{second_name, second_name};
    const auto of = [](const Phrase& what, const Phrase& side) {
        return Phrase{what.english + ", " + side.english, what.french + ", " + side.french};
    };
    struct Pair {
        std::uint32_t kind;
        Comparison::Side a, b;
        double p = NAN, corrected = NAN;
    };
    std::vector<Pair> pairs;
    std::array<std::uint64_t, 2> totals{};
    std::vector<double> ps;
    for (std::uint32_t kind = 0; kind < tally.kinds().size(); ++kind) {
        const auto at = [&](std::size_t side) {
            const auto& kinds = comparison.sides()[side];
            return kind < kinds.size() ? kinds[kind] : Comparison::Side{};
        };
        Pair pair{kind, at(0), at(1)};
        if (pair.a.count + pair.b.count == 0) continue;
        totals[0] += pair.a.count;
        totals[1] += pair.b.count;
        const stats::Sample left = sample_of(pair.a.outcomes);
        const stats::Sample right = sample_of(pair.b.outcomes);
        if (!tally.kinds()[kind].happening &&
            std::min(left.trials, right.trials) >= std::max<std::uint64_t>(min_sample, 1)) {
            pair.p = stats::same_rate(left, right);
            ps.push_back(pair.p);
        }
        pairs.push_back(std::move(pair));
    }
    Table metrics = metrics_table(comparison, a, b, min_sample);
    if ((totals[0] == 0 || totals[1] == 0) && metrics.rows.empty()) {
        const std::string& missing = totals[0] == 0 ? a.english : b.english;
        section.absent = {
            "Nothing to compare: no action is of '" + missing + "'.",
            "Rien à comparer : aucune action n'est de « " + (totals[0] == 0 ? a.french : b.french) + " »."};
        return section;
    }
    const auto corrected = stats::false_discovery_rates(ps);
    std::size_t tested = 0;
    for (Pair& pair : pairs) {
        if (!std::isnan(pair.p)) pair.corrected = corrected[tested++];
    }
    std::stable_sort(pairs.begin(), pairs.end(),
                     [](const Pair& x, const Pair& y) { return x.a.count + x.b.count > y.a.count + y.b.count; });
    section.facts.push_back({"actions_a", of({"actions", "actions"}, a), count_datum(totals[0]), {}});
    section.facts.push_back({"actions_b", of({"actions", "actions"}, b), count_datum(totals[1]), {}});
    if (totals[0] > 0 && totals[1] > 0) {
        double apart = 0;
        for (const Pair& pair : pairs) {
            apart += std::abs(static_cast<double>(pair.a.count) / static_cast<double>(totals[0]) -
                              static_cast<double>(pair.b.count) / static_cast<double>(totals[1])) /
                     2;
        }
        section.facts.push_back({"mix_distance",
                                 {"share of actions that would have to be others for the same mix",
                                  "part des actions à changer pour le même mélange"},
                                 share_datum(apart),
                                 {}});
    }
    Table rates{"success", {"success", "réussite"}, {}, {}, 0, false};
    rates.columns = {{"action", {"action", "action"}},
                     {"count_a", of({"times", "fois"}, a)},
                     {"count_b", of({"times", "fois"}, b)},
                     {"success_a", of({"success", "réussite"}, a)},
                     {"success_b", of({"success", "réussite"}, b)},
                     {"difference", {"difference", "écart"}},
                     {"difference_low", {"from", "de"}},
                     {"difference_high", {"to", "à"}},
                     {"corrected_p", {"p corrected", "p corrigé"}}};
    Table durations = mean_table("durations", {"mean durations, s", "durées moyennes, s"}, {"action", "action"}, a, b);
    rates.left_out = keep_first(pairs, most_rows);
    for (const Pair& pair : pairs) {
        const stats::Sample left = sample_of(pair.a.outcomes);
        const stats::Sample right = sample_of(pair.b.outcomes);
        Row row{{text_datum(tally.kinds()[pair.kind].name), count_datum(pair.a.count), count_datum(pair.b.count)}, {}};
        row.places = pair.b.places;
        if (std::isnan(pair.p)) {
            row.cells.insert(row.cells.end(), 6, Datum{});
        } else {
            const auto interval = stats::rate_difference(right, left);
            for (const double value : {rate_of(left), rate_of(right), rate_of(right) - rate_of(left), interval.low,
                                       interval.high, pair.corrected})
                row.cells.push_back(share_datum(value));
        }
        rates.rows.push_back(std::move(row));
        const SampleMean& before = pair.a.durations;
        const SampleMean& after = pair.b.durations;
        if (std::min(before.count, after.count) < std::max<std::uint64_t>(min_sample, 2)) continue;
        Row means{{text_datum(tally.kinds()[pair.kind].name)}, {}};
        for (Datum& cell : mean_cells(before, after, 4)) means.cells.push_back(std::move(cell));
        durations.rows.push_back(std::move(means));
    }
    if (!pairs.empty()) section.tables.push_back(std::move(rates));
    if (!durations.rows.empty()) section.tables.push_back(std::move(durations));
    if (!metrics.rows.empty()) section.tables.push_back(std::move(metrics));
    section.notes.push_back(
        {fmt::format("Differences: the second less the first, with 95 % intervals (Newcombe; for means Welch's with "
                     "the normal quantile), from {} known outcomes or values on both sides on; p: Fisher's exact test, "
                     "corrected for the number of actions (Benjamini-Hochberg).",
                     min_sample),
         fmt::format(
             "Écarts : le second moins le premier, intervalles à 95 % (Newcombe ; moyennes : Welch au quantile "
             "normal), à partir de {} issues ou valeurs connues des deux côtés ; p : test exact de Fisher, corrigé "
             "du nombre d'actions (Benjamini-Hochberg).",
             min_sample)});
    return section;
}

}  // namespace tk::report
