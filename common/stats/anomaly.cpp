#include "stats/anomaly.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/domain.hpp"
#include "stats/interval.hpp"
#include "stats/quantile.hpp"

namespace tk::stats {

std::vector<double> robust_scores(std::span<const double> values) {
    if (values.empty()) return {};
    const double middle = median(ascending(values));
    std::vector<double> distances;
    for (const double value : values) distances.push_back(std::abs(value - middle));
    const double scale = 1.4826 * median(ascending(distances));
    const double sigma = scale > 0 ? scale : 1.2533 * mean(distances);
    if (!(sigma > 0)) return {};
    std::vector<double> scores;
    for (const double value : values) scores.push_back((value - middle) / sigma);
    return scores;
}

std::vector<double> without_season(std::span<const double> values, std::size_t period) {
    std::vector<double> result(values.begin(), values.end());
    if (period < 2 || values.size() < 3 * period) return result;
    const double middle = median(ascending(values));
    for (std::size_t phase = 0; phase < period; ++phase) {
        std::vector<double> same;
        for (std::size_t i = phase; i < values.size(); i += period) same.push_back(values[i]);
        const double usual = median(ascending(same));
        for (std::size_t i = phase; i < values.size(); i += period) result[i] += middle - usual;
    }
    return result;
}

std::vector<double> moving_average(std::span<const double> values, double weight) {
    std::vector<double> result;
    if (values.empty()) return result;
    double average = median(ascending(values));
    for (const double value : values) {
        average += weight * (value - average);
        result.push_back(average);
    }
    return result;
}

namespace {

double spread_of(std::span<const double> values) {
    if (values.empty()) return 0;
    const double middle = median(ascending(values));
    std::vector<double> distances;
    for (const double value : values) distances.push_back(std::abs(value - middle));
    return median(ascending(distances));
}

/// The values as those of a normal distribution with the same order; equal ones share theirs. Empty when all are equal.
/// Source: B. L. van der Waerden, Indagationes Mathematicae 14 (1952) 453-458.
std::vector<double> normal_scores(std::span<const double> values) {
    const auto sorted = ascending(values);
    if (sorted.empty() || sorted.front() == sorted.back()) return {};
    std::vector<double> scores;
    for (const double value : values) {
        const auto [first, last] = std::equal_range(sorted.begin(), sorted.end(), value);
        const auto rank = static_cast<double>((first - sorted.begin()) + (last - sorted.begin())) / 2;
        scores.push_back(-normal_upper(rank / static_cast<double>(sorted.size())));
    }
    return scores;
}

/// By how much the spread of sums exceeds that of independent values: where neighbours depend on each other, by the
/// lag-one autocorrelation; where the level wanders slowly, by the spread of the means of stretches of sqrt(n) values.
double inflation_of(std::span<const double> values) {
    std::vector<double> steps;
    for (std::size_t i = 1; i < values.size(); ++i) steps.push_back(values[i] - values[i - 1]);
    const double spread = spread_of(values);
    if (!(spread > 0)) return 1;
    const double ratio = spread_of(steps) / spread;
    const double correlation = std::clamp(1 - ratio * ratio / 2, 0.0, 0.99);
    const auto length = static_cast<std::size_t>(std::sqrt(static_cast<double>(values.size())));
    std::vector<double> means;
    for (std::size_t i = 0; i + length <= values.size(); i += length) means.push_back(mean(values.subspan(i, length)));
    const double wander = std::sqrt(static_cast<double>(length)) * spread_of(means) / spread;
    return std::max({1.0, wander, std::sqrt((1 + correlation) / (1 - correlation))});
}

}  // namespace

std::vector<double> cumulative_sums(std::span<const double> values, double allowance) {
    const std::vector<double> scores = normal_scores(values);
    const double inflation = inflation_of(scores);
    std::vector<double> sums;
    double up = 0;
    double down = 0;
    for (const double score : scores) {
        up = std::max(0.0, up + score / inflation - allowance);
        down = std::max(0.0, down - score / inflation - allowance);
        sums.push_back(up >= down ? up : -down);
    }
    return sums;
}

double cumulative_limit(std::size_t count, double budget, double allowance) {
    if (count == 0) throw DomainError("cumulative_limit: no values");
    if (!(budget > 0 && budget < 1)) throw DomainError("cumulative_limit: the budget must lie inside (0, 1)");
    // Both sides together run half as long as one before a false alarm.
    const double wanted = -2 * static_cast<double>(count) / std::log1p(-budget);
    const auto run_length = [&](double limit) {
        const double reach = 2 * allowance * (limit + 1.166);
        return (std::exp(reach) - reach - 1) / (2 * allowance * allowance);
    };
    double low = 0;
    double high = 100 / allowance;
    for (int i = 0; i < 60; ++i) {
        const double middle = (low + high) / 2;
        (run_length(middle) < wanted ? low : high) = middle;
    }
    return high;
}

double outlier_limit(std::span<const double> sizes, double budget) {
    if (sizes.empty()) throw DomainError("outlier_limit: no sizes");
    if (!(budget > 0 && budget < 1)) throw DomainError("outlier_limit: the budget must lie inside (0, 1)");
    const auto n = static_cast<double>(sizes.size());
    const auto sorted = ascending(sizes);
    const double start = quantile(sorted, 0.90);
    // One standard error more than the estimate, for a tail guessed too light would break the budget.
    const double doubt = 1 + 1 / (std::numbers::ln2 * std::sqrt(0.1 * n));
    const double scale = doubt * (quantile(sorted, 0.95) - start) / std::numbers::ln2;
    return std::max(normal_upper(budget / n / 2), start + scale * std::log(std::max(1.0, 0.1 * n / budget)));
}

}  // namespace tk::stats
