#include "stats/trend.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>
#include <vector>

#include "stats/domain.hpp"
#include "stats/quantile.hpp"

namespace tk::stats {

namespace {

/// Ranks from 1 on; equal values share the mean of theirs.
std::vector<double> ranks_of(std::span<const double> values) {
    std::vector<std::size_t> order(values.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    std::vector<double> ranks(values.size());
    for (std::size_t first = 0; first < order.size();) {
        std::size_t end = first;
        while (end < order.size() && values[order[end]] == values[order[first]]) ++end;
        for (std::size_t i = first; i < end; ++i) ranks[order[i]] = static_cast<double>(first + end + 1) / 2;
        first = end;
    }
    return ranks;
}

double tie_term(std::span<const double> values) {
    const std::vector<double> sorted = ascending(values);
    double sum = 0;
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t end = first;
        while (end < sorted.size() && sorted[end] == sorted[first]) ++end;
        const auto t = static_cast<double>(end - first);
        sum += t * (t - 1) * (2 * t + 5);
        first = end;
    }
    return sum;
}

double z_of(std::int64_t s, double variance) {
    if (s == 0 || !(variance > 0)) return 0;
    return (static_cast<double>(s) + (s > 0 ? -1 : 1)) / std::sqrt(variance);
}

double two_sided(double z) {
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

std::vector<double> slopes_of(std::span<const double> values) {
    std::vector<double> slopes;
    slopes.reserve(values.size() * (values.size() - 1) / 2);
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i + 1; j < values.size(); ++j)
            slopes.push_back((values[j] - values[i]) / static_cast<double>(j - i));
    }
    std::sort(slopes.begin(), slopes.end());
    return slopes;
}

/// n / n* of Hamed and Rao: by what the variance grows because neighbours resemble each other.
double variance_factor(std::span<const double> values, double slope) {
    const auto n = static_cast<double>(values.size());
    std::vector<double> detrended(values.begin(), values.end());
    for (std::size_t i = 0; i < detrended.size(); ++i) detrended[i] -= slope * static_cast<double>(i);
    const std::vector<double> ranks = ranks_of(detrended);
    const double mean_rank = mean(ranks);
    double total = 0;
    for (const double rank : ranks) total += (rank - mean_rank) * (rank - mean_rank);
    if (!(total > 0)) return 1;
    const double significant = normal_upper(0.025) / std::sqrt(n);
    double sum = 0;
    for (std::size_t lag = 1; lag + 1 < ranks.size(); ++lag) {
        double product = 0;
        for (std::size_t i = 0; i + lag < ranks.size(); ++i)
            product += (ranks[i] - mean_rank) * (ranks[i + lag] - mean_rank);
        const double correlation = product / total;
        const double rest = n - static_cast<double>(lag);
        if (std::abs(correlation) > significant) sum += rest * (rest - 1) * (rest - 2) * correlation;
    }
    return n > 2 ? 1 + 2 / (n * (n - 1) * (n - 2)) * sum : 1;
}

}  // namespace

MannKendall mann_kendall(std::span<const double> values) {
    if (values.size() < 2) throw DomainError("mann_kendall: fewer than two values");
    MannKendall result;
    for (std::size_t i = 0; i < values.size(); ++i) {
        for (std::size_t j = i + 1; j < values.size(); ++j)
            result.s += values[j] > values[i] ? 1 : values[j] < values[i] ? -1 : 0;
    }
    const auto n = static_cast<double>(values.size());
    result.variance = (n * (n - 1) * (2 * n + 5) - tie_term(values)) / 18;
    result.z = z_of(result.s, result.variance);
    result.p = two_sided(result.z);
    // Never below the plain variance's tenth: a few strong negative correlations must not make certainty of little.
    result.corrected_variance = result.variance * std::max(0.1, variance_factor(values, theil_sen(values).slope));
    result.corrected_z = z_of(result.s, result.corrected_variance);
    result.corrected_p = two_sided(result.corrected_z);
    return result;
}

TheilSen theil_sen(std::span<const double> values) {
    if (values.size() < 2) throw DomainError("theil_sen: fewer than two values");
    const std::vector<double> slopes = slopes_of(values);
    const auto n = static_cast<double>(values.size());
    const double variance = (n * (n - 1) * (2 * n + 5) - tie_term(values)) / 18;
    const double reach = normal_upper(0.025) * std::sqrt(std::max(0.0, variance));
    const auto count = static_cast<double>(slopes.size());
    const auto at = [&](double place) { return slopes[static_cast<std::size_t>(std::clamp(place, 0.0, count - 1))]; };
    return {median(slopes), {at(std::floor((count - reach) / 2) - 1), at(std::ceil((count + reach) / 2))}};
}

}  // namespace tk::stats
