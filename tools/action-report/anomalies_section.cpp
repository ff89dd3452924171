#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "action-report/sections.hpp"
#include "core/timestamp.hpp"
#include "stats/anomaly.hpp"

namespace tk::report {

namespace {

constexpr double budget = 0.05;
constexpr std::size_t most_rows = 20;
constexpr std::size_t least_points = 50;
constexpr std::size_t least_gaps = 100;
constexpr std::size_t most_slots = 8192;  // of the activity
constexpr std::size_t joined = 6;         // points between two that are out of the ordinary together
constexpr double day = 86'400;

/// What is out of the ordinary, and why.
struct Anomaly {
    Phrase reason;
    std::string what;  ///< metric, actor; empty: all actions
    std::string when;
    double value = 0, usual = NAN, score = 0, limit = 0;
    Places places;
};

/// Values over time, each with its moment and its record.
struct Line {
    std::string what;
    std::vector<double> values;
    std::vector<std::string> when;
    std::vector<std::uint64_t> records;
    std::size_t period = 0;
    bool counts = false;  ///< of actions: their square roots are compared, whose spread does not grow with them
};

std::string moment(std::optional<double> at, bool date, std::uint64_t record) {
    if (!at) return fmt::format("record {}", record);
    return date ? format_timestamp(*at) : fmt::format("{} s", *at);
}

/// The number of points in a day, where the points are evenly apart and a day is a whole number of them.
std::size_t daily_period(const std::vector<MeasureSeries::Point>& points) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < points.size(); ++i) {
        if (points[i].at && points[i - 1].at) steps.push_back(*points[i].at - *points[i - 1].at);
    }
    if (steps.empty()) return 0;
    std::nth_element(steps.begin(), steps.begin() + static_cast<std::ptrdiff_t>(steps.size() / 2), steps.end());
    const double step = steps[steps.size() / 2];
    const double count = step > 0 ? day / step : 0;
    return count >= 4 && count < 1e5 && std::abs(count - std::round(count)) < 1e-6
               ? static_cast<std::size_t>(std::round(count))
               : 0;
}

std::vector<Line> lines_of(const Collector& log) {
    std::vector<Line> lines;
    for (const MeasureSeries& series : log.measures().all()) {
        if (series.points().size() < least_points || lines.size() >= most_rows) continue;
        Line line;
        line.what = series.actor.empty() ? series.metric : series.metric + " (" + series.actor + ")";
        for (const MeasureSeries::Point& point : series.points()) {
            line.values.push_back(point.value);
            line.when.push_back(moment(point.at, point.at.value_or(0) > 1e8, point.record));
            line.records.push_back(point.record);
        }
        line.period = daily_period(series.points());
        lines.push_back(std::move(line));
    }
    return lines;
}

/// Actions counted in slots of the least usual length that holds a few of them on average.
std::optional<Line> activity_of(const Activity& activity) {
    if (activity.bins().empty()) return std::nullopt;
    std::uint64_t total = 0;
    for (const auto& [place, bin] : activity.bins()) total += bin.count;
    const double first = static_cast<double>(activity.bins().begin()->first) * activity.width();
    const double span = static_cast<double>(activity.bins().rbegin()->first + 1) * activity.width() - first;
    for (const double width : {60.0, 300.0, 900.0, 3600.0, 6 * 3600.0, day, 7 * day}) {
        const double count = std::ceil(span / width);
        if (width < activity.width() || count > most_slots || static_cast<double>(total) / count < 4) continue;
        if (count < least_points) return std::nullopt;
        Line line;
        line.counts = true;
        const double start = std::floor(first / width) * width;
        const auto slots = static_cast<std::size_t>(count) + 1;
        line.values.resize(slots);
        line.records.resize(slots);
        for (const auto& [place, bin] : activity.bins()) {
            const auto slot = std::min(
                slots - 1, static_cast<std::size_t>((static_cast<double>(place) * activity.width() - start) / width));
            if (line.records[slot] == 0) line.records[slot] = bin.first_record;
            line.values[slot] += static_cast<double>(bin.count);
        }
        for (std::size_t i = 0; i < slots; ++i)
            line.when.push_back(moment(start + static_cast<double>(i) * width, activity.with_dates(), 0));
        line.period = width < day ? static_cast<std::size_t>(day / width) : width == day ? 7 : 0;
        // The first and the last slot are not whole.
        for (auto* list : {&line.values}) {
            list->erase(list->begin());
            list->pop_back();
        }
        line.when.erase(line.when.begin());
        line.when.pop_back();
        line.records.erase(line.records.begin());
        line.records.pop_back();
        return line;
    }
    return std::nullopt;
}

/// The runs of scores beyond the limit, each by its peak.
void add_runs(const Line& line, const std::vector<double>& scores, double share, const Phrase& high, const Phrase& low,
              std::vector<Anomaly>& found) {
    if (scores.empty()) return;
    std::vector<double> sizes;
    for (const double score : scores) sizes.push_back(std::abs(score));
    const double limit = stats::outlier_limit(sizes, share);
    std::vector<double> sorted = line.values;
    std::nth_element(sorted.begin(), sorted.begin() + static_cast<std::ptrdiff_t>(sorted.size() / 2), sorted.end());
    const double usual = sorted[sorted.size() / 2];
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

void judge_line(const Line& line, double share, std::vector<Anomaly>& found) {
    std::vector<double> values = line.values;
    if (line.counts) {
        for (double& value : values) value = 2 * std::sqrt(value + 0.375);  // Anscombe
    }
    const auto flat = stats::without_season(values, line.period);
    if (line.counts) {
        add_runs(line, stats::robust_scores(flat), share, {"a burst of actions", "une rafale d'actions"},
                 {"few actions", "peu d'actions"}, found);
        return;
    }
    add_runs(line, stats::robust_scores(flat), share, {"a value far above the usual", "une valeur bien trop haute"},
             {"a value far below the usual", "une valeur bien trop basse"}, found);
    add_runs(line, stats::robust_scores(stats::moving_average(flat)), share,
             {"the level rose (EWMA)", "le niveau a monté (EWMA)"},
             {"the level fell (EWMA)", "le niveau a baissé (EWMA)"}, found);
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
                    moment(gap.from, activity.with_dates(), 0),
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

}  // namespace

Section anomalies_section(const Collector& log, Language language) {
    Section section{
        .name = "anomalies", .title = {"Out of the ordinary", "Hors de l'ordinaire"}, .stratum = "cognitive"};
    const std::vector<Line> lines = lines_of(log);
    const auto activity = activity_of(log.activity());
    const bool gaps = log.activity().gaps().count() >= least_gaps;
    const bool arrivals = log.activity().sessions() >= 20;
    const std::size_t tests = 2 * lines.size() + (activity ? 1 : 0) + (gaps ? 1 : 0) + (arrivals ? 1 : 0);
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
    if (found.size() > most_rows) {
        table.left_out = found.size() - most_rows;
        found.resize(most_rows);
    }
    for (const Anomaly& one : found) {
        table.rows.push_back(
            {{text_datum(one.reason.in(language)), text_datum(one.when), text_datum(one.what), number_datum(one.value),
              number_datum(one.usual), number_datum(one.score, 4), number_datum(one.limit, 4)},
             one.places});
    }
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
    section.notes.push_back(
        {"Values and counts of actions are compared without their daily cycle, in robust standard deviations; levels "
         "as "
         "moving averages (EWMA, weight 0.2); silences by their logarithm; newcomers by the sessions without them. The "
         "limits share one budget of false alarms over the whole report.",
         "Les valeurs et les nombres d'actions sont comparés sans leur cycle quotidien, en écarts types robustes ; les "
         "niveaux en moyennes mobiles (EWMA, poids 0,2) ; les silences par leur logarithme ; les nouveaux venus par "
         "les "
         "sessions sans eux. Les limites se partagent un seul budget de fausses alertes pour tout le rapport."});
    return section;
}

}  // namespace tk::report
