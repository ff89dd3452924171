#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "action-report/anomaly_lines.hpp"
#include "action-report/sections.hpp"
#include "action-report/surprise.hpp"
#include "core/timestamp.hpp"
#include "stats/anomaly.hpp"
#include "stats/quantile.hpp"

namespace tk::report {

namespace {

constexpr double budget = 0.05;
constexpr std::size_t most_rows = 20;
constexpr std::size_t least_gaps = 100;
constexpr std::size_t joined = 6;  // points between two that are out of the ordinary together

/// What is out of the ordinary, and why.
struct Anomaly {
    Phrase reason;
    std::string what;  ///< metric, actor; empty: all actions
    std::string when;
    double value = 0, usual = NAN, score = 0, limit = 0;
    Places places;
};

std::vector<double> sizes_of(const std::vector<double>& scores) {
    std::vector<double> sizes;
    for (const double score : scores) sizes.push_back(std::abs(score));
    return sizes;
}

/// What the largest score exceeds by chance with a probability of `share`.
double limit_of(const std::vector<double>& scores, double share) {
    return scores.empty() ? 0 : stats::outlier_limit(sizes_of(scores), share);
}

/// The runs of scores beyond the limit, each by its peak.
void add_runs(const Line& line, const std::vector<double>& scores, double limit, const Phrase& high, const Phrase& low,
              std::vector<Anomaly>& found) {
    if (scores.empty()) return;
    const std::vector<double> sizes = sizes_of(scores);
    const double usual = stats::median(stats::ascending(line.values));
    for (std::size_t i = 0; i < sizes.size(); ++i) {
        if (sizes[i] <= limit) continue;
        std::size_t peak = i;
        Anomaly one;
        std::size_t last = i;
        for (std::size_t k = i; k < sizes.size() && k <= last + joined; ++k) {
            if (sizes[k] <= limit) continue;
            last = k;
            if (line.records[k] > 0) one.places.add(line.records[k]);
            if (sizes[k] > sizes[peak]) peak = k;
        }
        one.reason = scores[peak] > 0 ? high : low;
        one.what = line.what;
        one.when = line.when[peak];
        one.value = line.values[peak];
        one.usual = usual;
        one.score = scores[peak];
        one.limit = limit;
        found.push_back(std::move(one));
        i = last;
    }
}

/// The stretches over which the level lay higher, or lower, from where their sum began to grow to where it was largest;
/// each with its mean.
void add_shifts(const Line& line, const std::vector<double>& sums, double limit, std::vector<Anomaly>& found) {
    const double usual = stats::median(stats::ascending(line.values));
    for (std::size_t i = 0; i < sums.size(); ++i) {
        if (std::abs(sums[i]) <= limit) continue;
        const double side = sums[i] > 0 ? 1 : -1;
        std::size_t first = i;
        while (first > 0 && sums[first - 1] * side > 0) --first;
        std::size_t peak = i;
        std::size_t last = i;
        for (; last < sums.size() && sums[last] * side > 0; ++last) {
            if (sums[last] * side > sums[peak] * side) peak = last;
        }
        Anomaly one;
        double sum = 0;
        for (std::size_t k = first; k <= peak; ++k) {
            sum += line.values[k];
            if (line.records[k] > 0) one.places.add(line.records[k]);
        }
        one.reason = side > 0
                         ? Phrase{"a higher level began and lasted (CUSUM)", "un niveau plus haut s'installe (CUSUM)"}
                         : Phrase{"a lower level began and lasted (CUSUM)", "un niveau plus bas s'installe (CUSUM)"};
        one.what = line.what;
        one.when = line.when[first];
        one.value = sum / static_cast<double>(peak - first + 1);
        one.usual = usual;
        one.score = sums[peak];
        one.limit = limit;
        found.push_back(std::move(one));
        i = last;
    }
}

void judge_line(const Line& line, double share, std::vector<Anomaly>& found) {
    std::vector<double> values = line.values;
    if (line.counts) {
        for (double& value : values) value = 2 * std::sqrt(value + 0.375);  // Anscombe
    }
    const auto flat = stats::without_season(values, line.period);
    const auto scores = stats::robust_scores(flat);
    if (line.counts) {
        add_runs(line, scores, limit_of(scores, share), {"a burst of actions", "une rafale d'actions"},
                 {"few actions", "peu d'actions"}, found);
        return;
    }
    add_runs(line, scores, limit_of(scores, share), {"a value far above the usual", "une valeur bien trop haute"},
             {"a value far below the usual", "une valeur bien trop basse"}, found);
    const auto levels = stats::robust_scores(stats::moving_average(flat));
    add_runs(line, levels, limit_of(levels, share), {"the level rose (EWMA)", "le niveau a monté (EWMA)"},
             {"the level fell (EWMA)", "le niveau a baissé (EWMA)"}, found);
    const auto sums = stats::cumulative_sums(flat);
    if (!sums.empty()) add_shifts(line, sums, stats::cumulative_limit(sums.size(), share), found);
}

/// Silences beyond an exponential tail of the logarithms of all.
void judge_gaps(const Activity& activity, double share, std::vector<Anomaly>& found) {
    const auto quantiles = activity.gaps().quantiles({0.5, 0.90, 0.95});
    if (!(quantiles[1] > 0)) return;
    const double scale = std::log(quantiles[2] / quantiles[1]) / std::log(2.0);
    const double beyond = std::log(std::max(1.0, 0.1 * static_cast<double>(activity.gaps().count()) / share));
    const double limit = std::log(quantiles[1]) + std::max(scale, 0.35) * beyond;
    for (const Activity::Gap& gap : activity.longest()) {
        if (std::log(gap.seconds) <= limit) break;
        Anomaly one{{"a silence, in seconds", "un silence, en secondes"},
                    {},
                    moment_text(gap.from, activity.with_dates(), 0),
                    gap.seconds,
                    quantiles[0],
                    std::log(gap.seconds),
                    limit,
                    {}};
        one.places.add(gap.before);
        one.places.add(gap.after);
        found.push_back(std::move(one));
    }
}

/// Actors who came late and then often: the chance that all their sessions fell behind that many others.
void judge_arrivals(const Collector& log, double share, std::vector<Anomaly>& found) {
    const Activity& activity = log.activity();
    const auto& actors = log.tally().actors().all();
    for (std::size_t i = 0; i < activity.arrivals().size(); ++i) {
        const Activity::Arrival& arrival = activity.arrivals()[i];
        if (arrival.record == 0 || arrival.sessions_before == 0) continue;
        const double before = static_cast<double>(arrival.sessions_before) / activity.sessions();
        const double surprise = -std::log10(1 - before) * arrival.sessions;
        const double limit = -std::log10(share / static_cast<double>(activity.arrivals().size()));
        if (surprise <= limit) continue;
        Anomaly one{{"a new actor, in so many sessions", "un nouvel acteur, en tant de sessions"},
                    actors[i].name.empty() ? actors[i].id : actors[i].name,
                    fmt::format("record {}", arrival.record),
                    static_cast<double>(arrival.sessions),
                    NAN,
                    surprise,
                    limit,
                    {}};
        one.places.add(arrival.record);
        found.push_back(std::move(one));
    }
}

/// Sessions whose steps hardly ever follow each other elsewhere.
void judge_surprises(const Collector& log, const Surprises& surprises, double share, std::vector<Anomaly>& found) {
    std::vector<double> scores;
    for (const Surprise& one : surprises.sessions) scores.push_back(one.score);
    const double limit = limit_of(scores, share);
    for (const Surprise& one : surprises.sessions) {
        // A code that is x bits shorter for what came by chance exists with a probability of at most 2^-x (no
        // hypercompression: P. Grünwald, The Minimum Description Length Principle, 2007, section 3.3).
        const bool tells = one.surplus > std::log2(static_cast<double>(surprises.sessions.size()) / share);
        if (one.score <= limit || !tells) continue;
        const std::uint64_t record = log.flow().traces()[one.session].first_record;
        Anomaly anomaly{{"a session of surprising steps, bits a step (Markov)",
                         "une session aux étapes surprenantes, bits par étape (Markov)"},
                        log.tally().sessions().text(one.session),
                        fmt::format("record {}", record),
                        one.bits,
                        surprises.usual,
                        one.score,
                        limit,
                        {}};
        anomaly.places.add(record);
        found.push_back(std::move(anomaly));
    }
}

}  // namespace

Section anomalies_section(const Collector& log, Language language) {
    Section section{
        .name = "anomalies", .title = {"Out of the ordinary", "Hors de l'ordinaire"}, .stratum = "cognitive"};
    const std::vector<Line> lines = lines_of(log);
    const auto activity = activity_of(log.activity());
    const bool gaps = log.activity().gaps().count() >= least_gaps;
    const bool arrivals = log.activity().sessions() >= 20;
    const Surprises surprises = surprises_of(log.flow());
    const bool sessions = surprises.sessions.size() >= least_line_points;
    const std::size_t tests =
        3 * lines.size() + (activity ? 1 : 0) + (gaps ? 1 : 0) + (arrivals ? 1 : 0) + (sessions ? 1 : 0);
    if (tests == 0) {
        section.absent = {"There is too little to tell what is out of the ordinary.",
                          "Il y a trop peu pour dire ce qui sort de l'ordinaire."};
        return section;
    }
    const double share = budget / static_cast<double>(tests);
    std::vector<Anomaly> found;
    for (const Line& line : lines) judge_line(line, share, found);
    if (activity) judge_line(*activity, share, found);
    if (gaps) judge_gaps(log.activity(), share, found);
    if (arrivals) judge_arrivals(log, share, found);
    if (sessions) judge_surprises(log, surprises, share, found);
    std::stable_sort(found.begin(), found.end(), [](const Anomaly& a, const Anomaly& b) {
        return std::abs(a.score) / a.limit > std::abs(b.score) / b.limit;
    });
    section.facts.push_back({"tests", {"looked for in", "cherché dans"}, count_datum(tests), {}});
    section.facts.push_back({"found", {"found", "trouvé"}, count_datum(found.size()), {}});
    section.facts.push_back(
        {"budget",
         {"chance of any false alarm, at most about", "risque d'une fausse alerte, au plus environ"},
         share_datum(budget),
         {}});
    Table table;
    table.key = "anomalies";
    table.title = {"out of the ordinary", "hors de l'ordinaire"};
    table.columns = {{"reason", {"reason", "raison"}},   {"when", {"when", "quand"}},
                     {"what", {"what", "quoi"}},         {"value", {"value", "valeur"}},
                     {"usual", {"usual", "d'habitude"}}, {"score", {"score", "score"}},
                     {"limit", {"limit", "limite"}}};
    table.left_out = keep_first(found, most_rows);
    for (const Anomaly& one : found) {
        table.rows.push_back(
            {{text_datum(one.reason.in(language)), text_datum(one.when), text_datum(one.what), number_datum(one.value),
              number_datum(one.usual), number_datum(one.score, 4), number_datum(one.limit, 4)},
             one.places});
    }
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
    section.notes.push_back(
        {"Values and counts of actions are compared without their daily cycle, in robust standard deviations; levels "
         "as moving averages (EWMA, weight 0.2) and as sums of what goes beyond half a deviation (CUSUM, of normal "
         "scores); silences by their logarithm; newcomers by the sessions without them; sessions by how seldom their "
         "steps follow each other (a Markov chain). The limits share one budget of false alarms over the whole report.",
         "Les valeurs et les nombres d'actions sont comparés sans leur cycle quotidien, en écarts types robustes ; les "
         "niveaux en moyennes mobiles (EWMA, poids 0,2) et en sommes de ce qui dépasse un demi-écart (CUSUM, scores "
         "normaux) ; les silences par leur logarithme ; les nouveaux venus par les sessions sans eux ; les sessions "
         "par la rareté de leurs enchaînements (chaîne de Markov). Les limites se partagent un seul budget de fausses "
         "alertes pour tout le rapport."});
    return section;
}

}  // namespace tk::report
