#include "kb-query/market_stats.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <map>
#include <set>

#include "stats/quantile.hpp"

namespace tk::query {

namespace {

constexpr double day = 86'400;

/// More days than this are thinned for the trend, whose work grows with their square.
constexpr std::size_t most_days = 400;

double middle(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return stats::median(values);
}

std::optional<double> trend_of(const std::map<std::int64_t, std::vector<double>>& by_day, double median) {
    if (by_day.size() < 3 || median <= 0) return std::nullopt;
    std::vector<std::pair<double, double>> points;
    const std::size_t step = 1 + by_day.size() / most_days;
    std::size_t index = 0;
    for (const auto& [number, prices] : by_day) {
        if (index++ % step == 0) points.emplace_back(static_cast<double>(number), middle(prices));
    }
    std::vector<double> slopes;
    for (std::size_t i = 0; i < points.size(); ++i) {
        for (std::size_t j = i + 1; j < points.size(); ++j)
            slopes.push_back((points[j].second - points[i].second) / (points[j].first - points[i].first));
    }
    return slopes.empty() ? std::nullopt : std::optional(100 * middle(std::move(slopes)) / median);
}

}  // namespace

std::optional<double> seconds_of(std::string_view time) {
    const auto number = [&](std::size_t at, std::size_t length) -> std::optional<int> {
        int value = 0;
        if (time.size() < at + length) return std::nullopt;
        const auto [stop, code] = std::from_chars(time.data() + at, time.data() + at + length, value);
        return code == std::errc{} && stop == time.data() + at + length ? std::optional(value) : std::nullopt;
    };
    const auto year = number(0, 4);
    const auto month = number(5, 2);
    const auto date = number(8, 2);
    if (!year || !month || !date || time[4] != '-' || time[7] != '-') return std::nullopt;
    const std::chrono::year_month_day calendar{std::chrono::year(*year),
                                               std::chrono::month(static_cast<unsigned>(*month)),
                                               std::chrono::day(static_cast<unsigned>(*date))};
    if (!calendar.ok()) return std::nullopt;
    double seconds = day * static_cast<double>(std::chrono::sys_days(calendar).time_since_epoch().count());
    if (time.size() == 10) return seconds;
    const auto hours = number(11, 2);
    const auto minutes = number(14, 2);
    if ((time[10] != 'T' && time[10] != ' ') || !hours || !minutes || *hours > 24 || *minutes > 59) return std::nullopt;
    seconds += 3600.0 * *hours + 60.0 * *minutes;
    return seconds + number(17, 2).value_or(0);
}

double PriceFigures::observations_a_day() const {
    return static_cast<double>(samples) / std::max(1.0, (last_seen - first_seen) / day);
}

PriceFigures figures_of(const std::vector<Observation>& observations) {
    PriceFigures figures;
    std::vector<double> prices;
    std::vector<double> pieces;
    std::map<std::int64_t, std::vector<double>> by_day;
    std::set<std::uint64_t> sellers;
    figures.samples = observations.size();
    figures.first_seen = figures.last_seen = observations.front().seconds;
    for (const Observation& one : observations) {
        prices.push_back(one.price);
        if (one.pieces) pieces.push_back(*one.pieces);
        if (one.seller != 0) sellers.insert(one.seller);
        by_day[static_cast<std::int64_t>(std::floor(one.seconds / day))].push_back(one.price);
        figures.first_seen = std::min(figures.first_seen, one.seconds);
        figures.last_seen = std::max(figures.last_seen, one.seconds);
    }
    std::sort(prices.begin(), prices.end());
    figures.median = stats::median(prices);
    figures.low = stats::quantile(prices, 0.15);
    std::vector<double> distances;
    for (const double price : prices) distances.push_back(std::abs(price - figures.median));
    figures.deviation = 1.4826 * middle(distances);
    if (figures.deviation > 0) {
        figures.outliers = static_cast<std::size_t>(std::count_if(
            distances.begin(), distances.end(), [&](double distance) { return distance > 5 * figures.deviation; }));
    }
    figures.last = prices.back();
    for (const Observation& one : observations) {
        if (one.seconds >= figures.last_seen - 3600) figures.last = std::min(figures.last, one.price);
    }
    figures.days = by_day.size();
    figures.trend = trend_of(by_day, figures.median);
    if (!pieces.empty()) figures.pieces_on_offer = middle(std::move(pieces));
    figures.sellers = sellers.size();
    return figures;
}

}  // namespace tk::query
