#include "stats/interval.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "stats/domain.hpp"

namespace tk::stats {

namespace {

/// Newton's method on the logarithm of the tail probability. That function is concave and falls, so that from a start
/// right of the root the iterates fall to it. The bound Q(x) <= exp(-x^2 / 2) / 2 gives such a start.
double upper_half(double tail) {
    double x = std::sqrt(std::max(0.0, -2 * std::log(2 * tail)));
    for (int step = 0; step < 100; ++step) {
        const double q = 0.5 * std::erfc(x / std::numbers::sqrt2);
        const double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
        const double change = (std::log(q) - std::log(tail)) * q / density;
        x += change;
        if (std::abs(change) <= 1e-15 * (1 + x)) break;
    }
    return x;
}

}  // namespace

double normal_upper(double tail) {
    if (!(tail > 0 && tail < 1)) throw DomainError("normal_upper: the tail must lie inside (0, 1)");
    return tail <= 0.5 ? upper_half(tail) : -upper_half(1 - tail);
}

Interval wilson(std::uint64_t successes, std::uint64_t trials, double confidence) {
    if (successes > trials) throw DomainError("wilson: more successes than trials");
    if (!(confidence > 0 && confidence < 1)) throw DomainError("wilson: the confidence must lie inside (0, 1)");
    if (trials == 0) return {0, 1};
    const double z = normal_upper((1 - confidence) / 2);
    const auto n = static_cast<double>(trials);
    const double rate = static_cast<double>(successes) / n;
    const double scale = 1 + z * z / n;
    const double centre = (rate + z * z / (2 * n)) / scale;
    const double half = z * std::sqrt(rate * (1 - rate) / n + z * z / (4 * n * n)) / scale;
    // At 0 and 1 the formula gives the end exactly; rounding must not move it.
    return {successes == 0 ? 0 : std::max(0.0, centre - half), successes == trials ? 1 : std::min(1.0, centre + half)};
}

}  // namespace tk::stats
