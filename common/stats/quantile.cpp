#include "stats/quantile.hpp"

#include <algorithm>
#include <cmath>

#include "stats/domain.hpp"

namespace tk::stats {

double quantile(std::span<const double> ascending, double p) {
    if (ascending.empty()) throw DomainError("quantile: no values");
    if (!(p >= 0 && p <= 1)) throw DomainError("quantile: p must lie inside [0, 1]");
    const double position = static_cast<double>(ascending.size() - 1) * p;
    const auto below = static_cast<std::size_t>(position);
    const std::size_t above = std::min(below + 1, ascending.size() - 1);
    const double share = position - static_cast<double>(below);
    return ascending[below] + share * (ascending[above] - ascending[below]);
}

double median(std::span<const double> ascending) {
    return quantile(ascending, 0.5);
}

double mean(std::span<const double> values) {
    if (values.empty()) throw DomainError("mean: no values");
    Sum sum;
    for (const double value : values) sum.add(value);
    return sum.value() / static_cast<double>(values.size());
}

std::vector<double> ascending(std::span<const double> values) {
    std::vector<double> sorted(values.begin(), values.end());
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

void Sum::add(double term) {
    const double next = sum_ + term;
    lost_ += std::abs(sum_) >= std::abs(term) ? (sum_ - next) + term : (term - next) + sum_;
    sum_ = next;
}

void Sum::add(const Sum& other) {
    add(other.sum_);
    lost_ += other.lost_;
}

}  // namespace tk::stats
