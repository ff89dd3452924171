#include "stats/comparison.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <numeric>

#include "stats/domain.hpp"

namespace tk::stats {

namespace {

constexpr std::uint64_t most_exact = 20'000;

double log_choose(double n, double k) {
    return std::lgamma(n + 1) - std::lgamma(k + 1) - std::lgamma(n - k + 1);
}

double fisher(const Sample& a, const Sample& b) {
    const std::uint64_t successes = a.successes + b.successes;
    const std::uint64_t least = successes > b.trials ? successes - b.trials : 0;
    const std::uint64_t most = std::min(successes, a.trials);
    const auto total = static_cast<double>(a.trials + b.trials);
    const double all = log_choose(total, static_cast<double>(successes));
    const auto log_chance = [&](std::uint64_t k) {
        return log_choose(static_cast<double>(a.trials), static_cast<double>(k)) +
               log_choose(static_cast<double>(b.trials), static_cast<double>(successes - k)) - all;
    };
    constexpr double rounding = 1e-7;  // tables that are as likely must not differ by the last digit
    const double seen = log_chance(a.successes) + rounding;
    double p = 0;
    for (std::uint64_t k = least; k <= most; ++k) {
        const double chance = log_chance(k);
        if (chance <= seen) p += std::exp(chance);
    }
    return std::min(1.0, p);
}

}  // namespace

double same_rate(const Sample& a, const Sample& b) {
    if (a.successes > a.trials || b.successes > b.trials) throw DomainError("same_rate: more successes than trials");
    if (a.trials == 0 || b.trials == 0) return 1;
    if (a.trials + b.trials <= most_exact) return fisher(a, b);
    const auto na = static_cast<double>(a.trials);
    const auto nb = static_cast<double>(b.trials);
    const double pooled = static_cast<double>(a.successes + b.successes) / (na + nb);
    const double spread = std::sqrt(pooled * (1 - pooled) * (1 / na + 1 / nb));
    if (spread == 0) return 1;
    const double z = (static_cast<double>(a.successes) / na - static_cast<double>(b.successes) / nb) / spread;
    return std::erfc(std::abs(z) / std::numbers::sqrt2);
}

Interval rate_difference(const Sample& a, const Sample& b, double confidence) {
    if (a.trials == 0 || b.trials == 0) throw DomainError("rate_difference: a sample is empty");
    const double pa = static_cast<double>(a.successes) / static_cast<double>(a.trials);
    const double pb = static_cast<double>(b.successes) / static_cast<double>(b.trials);
    const Interval of_a = wilson(a.successes, a.trials, confidence);
    const Interval of_b = wilson(b.successes, b.trials, confidence);
    return {pa - pb - std::hypot(pa - of_a.low, of_b.high - pb), pa - pb + std::hypot(of_a.high - pa, pb - of_b.low)};
}

std::vector<double> false_discovery_rates(const std::vector<double>& ps) {
    std::vector<std::size_t> order(ps.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return ps[a] < ps[b]; });
    std::vector<double> rates(ps.size());
    double least = 1;
    for (std::size_t rank = ps.size(); rank > 0; --rank) {
        const std::size_t at = order[rank - 1];
        least = std::min(least, ps[at] * static_cast<double>(ps.size()) / static_cast<double>(rank));
        rates[at] = least;
    }
    return rates;
}

}  // namespace tk::stats
