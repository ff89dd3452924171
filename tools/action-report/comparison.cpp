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

}  // namespace

void Comparison::Side::add_duration(double seconds) {
    ++timed;
    const double before = seconds - mean;
    mean += before / static_cast<double>(timed);
    squares += before * (seconds - mean);
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

void Comparison::add(const Event& event, Counted counted) {
    std::optional<std::size_t> side;
    if (by_ == By::time) {
        if (const auto clock = event.clock()) side = *clock < at_ ? 0 : 1;
    } else {
        for (std::size_t i = 0; i < 2; ++i) {
            const bool fits = by_ == By::session ? event.session == names_[i]
                                                 : event.actor == names_[i] || event.actor_name == names_[i];
            if (fits) side = i;
        }
    }
    if (!side) return;
    auto& kinds = sides_[*side];
    if (kinds.size() <= counted.kind) kinds.resize(counted.kind + 1UL);
    Side& one = kinds[counted.kind];
    ++one.count;
    one.outcomes.add(event.success);
    if (event.duration) one.add_duration(*event.duration);
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
    if (totals[0] == 0 || totals[1] == 0) {
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
    Table durations{"durations", {"mean durations, s", "durées moyennes, s"}, {}, {}, 0, false};
    durations.columns = {{"action", {"action", "action"}},
                         {"mean_a", a},
                         {"mean_b", b},
                         {"difference", {"difference", "écart"}},
                         {"difference_low", {"from", "de"}},
                         {"difference_high", {"to", "à"}}};
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
        if (std::min(pair.a.timed, pair.b.timed) < std::max<std::uint64_t>(min_sample, 2)) continue;
        const double error = std::sqrt(pair.a.variance() / static_cast<double>(pair.a.timed) +
                                       pair.b.variance() / static_cast<double>(pair.b.timed));
        const double half = stats::normal_upper(0.025) * error;
        const double change = pair.b.mean - pair.a.mean;
        durations.rows.push_back(
            {{text_datum(tally.kinds()[pair.kind].name), number_datum(pair.a.mean, 4), number_datum(pair.b.mean, 4),
              number_datum(change, 4), number_datum(change - half, 4), number_datum(change + half, 4)},
             {}});
    }
    section.tables.push_back(std::move(rates));
    if (!durations.rows.empty()) section.tables.push_back(std::move(durations));
    section.notes.push_back(
        {fmt::format(
             "Differences: the second less the first, with 95 % intervals (Newcombe; for durations Welch's with "
             "the normal quantile), from {} known outcomes or durations on both sides on; p: Fisher's exact test, "
             "corrected for the number of actions (Benjamini-Hochberg).",
             min_sample),
         fmt::format(
             "Écarts : le second moins le premier, intervalles à 95 % (Newcombe ; durées : Welch au quantile "
             "normal), à partir de {} issues ou durées connues des deux côtés ; p : test exact de Fisher, corrigé "
             "du nombre d'actions (Benjamini-Hochberg).",
             min_sample)});
    return section;
}

}  // namespace tk::report
