#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "action-report/sections.hpp"
#include "stats/trend.hpp"

namespace tk::report {

namespace {

constexpr std::size_t most_rows = 20;
constexpr std::size_t most_points = 1000;  // of a series whose trend is tested: all pairs are compared
constexpr std::size_t least_points = 8;
constexpr std::size_t most_drawn = 240;

/// Values in order, neighbours averaged until there are at most `most`; how many stand behind one.
std::pair<std::vector<double>, std::uint64_t> thinned(const MeasureSeries& series, std::size_t most) {
    const std::size_t each = (series.points().size() + most - 1) / most;
    std::vector<double> values;
    for (std::size_t at = 0; at < series.points().size(); at += each) {
        const std::size_t end = std::min(at + each, series.points().size());
        double sum = 0;
        for (std::size_t i = at; i < end; ++i) sum += series.points()[i].value;
        values.push_back(sum / static_cast<double>(end - at));
    }
    return {values, each * series.per_point()};
}

Phrase verdict(const stats::MannKendall& test) {
    if (test.corrected_p >= 0.05) return {"no trend shown", "pas de tendance établie"};
    return test.s > 0 ? Phrase{"rises", "monte"} : Phrase{"falls", "baisse"};
}

Series drawn(const MeasureSeries& series) {
    Series result{series.metric, {series.metric, series.metric}, "", "", {}, {}};
    const auto [values, each] = thinned(series, most_drawn);
    for (std::size_t i = 0; i < values.size(); ++i) {
        result.x.push_back(count_datum(i * each + 1));
        result.y.push_back(number_datum(values[i]));
    }
    return result;
}

}  // namespace

Section performance_section(const Measures& measures, Language language) {
    Section section{
        .name = "performance", .title = {"Metrics and trends", "Mesures et tendances"}, .stratum = "cognitive"};
    if (measures.all().empty()) {
        section.absent = {"Nothing was measured: no metric record, and no column of numbers.",
                          "Rien n'a été mesuré : ni enregistrement metric, ni colonne de nombres."};
        return section;
    }
    Table metrics{"metrics", {"metrics", "mesures"}, {}, {}, 0, false};
    metrics.columns = {{"metric", {"metric", "mesure"}}, {"actor", {"actor", "acteur"}}, {"count", {"n", "n"}},
                       {"mean", {"mean", "moyenne"}},    {"least", {"least", "min"}},    {"most", {"most", "max"}},
                       {"last", {"last", "dernière"}}};
    Table trends{"trends", {"trends", "tendances"}, {}, {}, 0, false};
    trends.columns = {{"metric", {"metric", "mesure"}},
                      {"actor", {"actor", "acteur"}},
                      {"trend", {"trend", "tendance"}},
                      {"points", {"points", "points"}},
                      {"slope", {"slope a value", "pente par valeur"}},
                      {"slope_low", {"from", "de"}},
                      {"slope_high", {"to", "à"}},
                      {"s", {"S", "S"}},
                      {"z", {"z", "z"}},
                      {"p", {"p", "p"}},
                      {"corrected_p", {"p corrected", "p corrigé"}}};
    std::vector<const MeasureSeries*> all;
    for (const MeasureSeries& series : measures.all()) all.push_back(&series);
    std::stable_sort(all.begin(), all.end(),
                     [](const MeasureSeries* a, const MeasureSeries* b) { return a->count > b->count; });
    metrics.left_out = trends.left_out = keep_first(all, most_rows);
    for (const MeasureSeries* series : all) {
        metrics.rows.push_back({{text_datum(series->metric), text_datum(series->actor), count_datum(series->count),
                                 number_datum(series->sum.value() / static_cast<double>(series->count)),
                                 number_datum(series->least), number_datum(series->most), number_datum(series->last)},
                                {}});
        section.series.push_back(drawn(*series));
        const auto [values, each] = thinned(*series, most_points);
        if (values.size() < least_points) continue;
        const auto test = stats::mann_kendall(values);
        const auto sen = stats::theil_sen(values);
        const auto per_value = static_cast<double>(each);
        trends.rows.push_back(
            {{text_datum(series->metric), text_datum(series->actor), text_datum(verdict(test).in(language)),
              count_datum(values.size()), number_datum(sen.slope / per_value),
              number_datum(sen.interval.low / per_value), number_datum(sen.interval.high / per_value),
              number_datum(static_cast<double>(test.s), 15), number_datum(test.z), share_datum(test.p),
              share_datum(test.corrected_p)},
             {}});
    }
    section.tables.push_back(std::move(metrics));
    if (!trends.rows.empty()) section.tables.push_back(std::move(trends));
    section.notes.push_back(
        {fmt::format("Trends: Mann-Kendall, p corrected for autocorrelation (Hamed-Rao), which decides at 5 %; slope: "
                     "Theil-Sen with its 95 % interval; neighbours of series longer than {} values are averaged first.",
                     most_points),
         fmt::format("Tendances : Mann-Kendall, p corrigé de l'autocorrélation (Hamed-Rao), qui décide à 5 % ; pente : "
                     "Theil-Sen et son intervalle à 95 % ; au-delà de {} valeurs, les voisines sont d'abord moyennées.",
                     most_points)});
    return section;
}

}  // namespace tk::report
