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
