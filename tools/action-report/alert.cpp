#include "action-report/alert.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/actions.hpp"
#include "core/error.hpp"
#include "core/text.hpp"
#include "stats/quantile.hpp"

namespace tk::report {

namespace {

[[noreturn]] void wrong(std::string_view text, const std::string& why) {
    throw UsageError(fmt::format("--alert: '{}': {}", text, why),
                     "for example 'p95(duration,action=spell_cast)>0.5', 'rate(success,actor=e1)<0.8', 'mean(fps)<30'");
}

std::optional<double> number_of(std::string_view text) {
    double value = 0;
    const auto [stop, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || failure != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
    return value;
}

void set_function(Alert& alert, std::string_view name) {
    using Of = Alert::Of;
    if (name == "count") {
        alert.of = Of::count;
    } else if (name == "rate") {
        alert.of = Of::rate;
    } else if (name == "mean") {
        alert.of = Of::mean;
    } else if (name == "min") {
        alert.of = Of::least;
    } else if (name == "max") {
        alert.of = Of::most;
    } else if (const auto p = name.starts_with('p') ? number_of(name.substr(1)) : std::nullopt;
               p && *p >= 0 && *p <= 100) {
        alert.of = Of::quantile;
        alert.p = *p / 100;
    } else {
        wrong(alert.text, fmt::format("'{}' is none of count, rate, mean, min, max, p50, p95...", name));
    }
}

void set_arguments(Alert& alert, std::string_view arguments) {
    for (const std::string& part : split(arguments, ',')) {
        const std::string_view argument = trim(part);
        const auto equals = argument.find('=');
        if (equals == std::string_view::npos) {
            if (!alert.what.empty()) wrong(alert.text, "it names two values");
            alert.what = argument;
            continue;
        }
        const std::string_view field = trim(argument.substr(0, equals));
        const std::string_view value = trim(argument.substr(equals + 1));
        if (field == "action") {
            alert.action = action_name(value);
        } else if (field == "actor") {
            alert.actor = value;
        } else {
            wrong(alert.text, fmt::format("'{}' is neither action nor actor", field));
        }
    }
    if (alert.what.empty()) wrong(alert.text, "it names no value");
    const bool outcome = alert.what == "success" || alert.what == "failure";
    if (alert.of == Alert::Of::rate && !outcome) wrong(alert.text, "a rate is of success or failure");
    if (alert.of == Alert::Of::count && !outcome && alert.what != "actions")
        wrong(alert.text, "a count is of actions, success or failure");
}

/// The sum over the cells that the alert is about.
struct Sums {
    std::uint64_t count = 0;
    Outcomes outcomes;
    stats::Distribution durations;
};

Sums sums_of(const Alert& alert, const Tally& tally) {
    Sums sums;
    for (const Cell& cell : tally.cells()) {
        const Actor& actor = tally.actors().all()[cell.actor];
        if (!alert.actor.empty() && actor.id != alert.actor && actor.name != alert.actor) continue;
        if (!alert.action.empty() && tally.kinds()[cell.kind].name != alert.action) continue;
        sums.count += cell.count;
        sums.outcomes.add(cell.outcomes);
        sums.durations.merge(cell.durations);
    }
    return sums;
}

std::optional<double> of_durations(const Alert& alert, const stats::Distribution& durations) {
    if (durations.count() == 0) return std::nullopt;
    switch (alert.of) {
        case Alert::Of::least: return durations.least();
        case Alert::Of::most: return durations.most();
        case Alert::Of::quantile: return durations.quantiles({alert.p})[0];
        default: return durations.mean();
    }
}

std::optional<double> of_metric(const Alert& alert, const Measures& measures) {
    std::vector<double> points;
    stats::Sum sum;
    std::uint64_t count = 0;
    std::optional<double> least;
    std::optional<double> most;
    for (const MeasureSeries& series : measures.all()) {
        if (series.metric != alert.what || (!alert.actor.empty() && series.actor != alert.actor)) continue;
        sum.add(series.sum);
        count += series.count;
        least = std::min(least.value_or(series.least), series.least);
        most = std::max(most.value_or(series.most), series.most);
        for (const MeasureSeries::Point& point : series.points()) points.push_back(point.value);
    }
    if (count == 0) return std::nullopt;
    if (alert.of == Alert::Of::least) return least;
    if (alert.of == Alert::Of::most) return most;
    if (alert.of == Alert::Of::mean) return sum.value() / static_cast<double>(count);
    std::sort(points.begin(), points.end());
    return points.empty() ? std::nullopt : std::optional(stats::quantile(points, alert.p));
}

}  // namespace

Alert parse_alert(std::string_view text) {
    Alert alert;
    alert.text = trim(text);
    const std::string_view whole = alert.text;
    const auto open = whole.find('(');
    const auto close = whole.rfind(')');
    if (open == std::string_view::npos || close == std::string_view::npos || close < open)
        wrong(whole, "it is not FUNCTION(VALUE) > LIMIT");
    set_function(alert, trim(whole.substr(0, open)));
    set_arguments(alert, whole.substr(open + 1, close - open - 1));
    const std::string_view rest = trim(whole.substr(close + 1));
    for (const std::string_view sign : {"<=", ">=", "<", ">"}) {
        if (!alert.comparison.empty() || !rest.starts_with(sign)) continue;
        alert.comparison = sign;
    }
    if (alert.comparison.empty()) wrong(whole, "a comparison (<, <=, >, >=) is missing");
    const auto limit = number_of(trim(rest.substr(alert.comparison.size())));
    if (!limit) wrong(whole, "the limit is no number");
    alert.limit = *limit;
    return alert;
}

std::optional<double> value_of(const Alert& alert, const Collector& log) {
    const bool counts = alert.of == Alert::Of::count || alert.of == Alert::Of::rate;
    if (!counts && alert.what != "duration") return of_metric(alert, log.measures());
    const Sums sums = sums_of(alert, log.tally());
    if (!counts) return of_durations(alert, sums.durations);
    const std::uint64_t known = sums.outcomes.successes + sums.outcomes.failures;
    const std::uint64_t part = alert.what == "success" ? sums.outcomes.successes : sums.outcomes.failures;
    if (alert.of == Alert::Of::count) return static_cast<double>(alert.what == "actions" ? sums.count : part);
    return known == 0 ? std::nullopt : std::optional(static_cast<double>(part) / static_cast<double>(known));
}

bool crosses(const Alert& alert, double value) {
    if (alert.comparison == "<") return value < alert.limit;
    if (alert.comparison == "<=") return value <= alert.limit;
    return alert.comparison == ">" ? value > alert.limit : value >= alert.limit;
}

Section alerts_section(const std::vector<Alert>& alerts, const Collector& log, Language language) {
    Section section{.name = "alerts", .title = {"Thresholds", "Seuils"}, .stratum = "cognitive"};
    if (alerts.empty()) {
        section.absent = {"No threshold was set (--alert).", "Aucun seuil n'a été fixé (--alert)."};
        return section;
    }
    Table table;
    table.key = "alerts";
    table.title = {"thresholds set by --alert", "seuils fixés par --alert"};
    table.columns = {{"alert", {"alert if", "alerte si"}},
                     {"state", {"state", "état"}},
                     {"value", {"value", "valeur"}},
                     {"limit", {"limit", "limite"}}};
    std::uint64_t crossed = 0;
    for (const Alert& alert : alerts) {
        const auto value = value_of(alert, log);
        Phrase state{"no value", "sans valeur"};
        if (value) state = crosses(alert, *value) ? Phrase{"crossed", "franchi"} : Phrase{"within", "respecté"};
        if (value && crosses(alert, *value)) ++crossed;
        table.rows.push_back({{text_datum(alert.text), text_datum(state.in(language)),
                               number_datum(value.value_or(NAN), 6), number_datum(alert.limit, 15)},
                              {}});
    }
    section.facts.push_back({"crossed", {"thresholds crossed", "seuils franchis"}, count_datum(crossed), {}});
    section.tables.push_back(std::move(table));
    return section;
}

}  // namespace tk::report
