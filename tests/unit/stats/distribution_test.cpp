#include "stats/distribution.hpp"

#include <cmath>
#include <limits>
#include <random>

#include "catch.hpp"
#include "stats/domain.hpp"

using namespace tk::stats;

namespace {

std::vector<double> sample(std::size_t n, unsigned seed) {
    std::mt19937 random{seed};
    std::lognormal_distribution<double> durations{-1, 2};
    std::vector<double> values(n);
    for (double& value : values) value = random() % 50 == 0 ? 0 : durations(random);
    return values;
}

}  // namespace

TEST_CASE("a sketch is never off by more than its error, at any rank") {
    const double error = GENERATE(0.001, 0.01, 0.1);
    const auto values = sample(20000, 3);
    const auto sorted = ascending(values);
    Sketch sketch{error};
    for (const double value : values) sketch.add(value);
    for (double p = 0; p <= 1; p += 0.0017) {
        const double truth = sorted[static_cast<std::size_t>(p * static_cast<double>(sorted.size() - 1))];
        CAPTURE(p, truth);
        CHECK(std::abs(sketch.quantile(p) - truth) <= truth * error * (1 + 1e-9));
    }
}

TEST_CASE("a sketch takes the whole range of numbers") {
    Sketch sketch;
    for (const double value : {0.0, 1e-320, 1e-300, 1e-9, 1.0, 1e9, 1e300, std::numeric_limits<double>::max()})
        sketch.add(value);
    CHECK(sketch.count() == 8);
    CHECK(sketch.quantile(0) == 0);
    CHECK(sketch.quantile(4.0 / 7) == Approx(1).epsilon(0.01));
    CHECK_THROWS_AS(sketch.add(-1), DomainError);
    CHECK_THROWS_AS(sketch.add(std::numeric_limits<double>::infinity()), DomainError);
    CHECK_THROWS_AS(sketch.add(std::nan("")), DomainError);
    CHECK_THROWS_AS(Sketch(0.01).quantile(0.5), DomainError);
    CHECK_THROWS_AS(sketch.merge(Sketch(0.02)), DomainError);
}

TEST_CASE("a distribution is exact up to its limit and says so") {
    const std::size_t n = GENERATE(1UL, 2UL, 100UL, Distribution::exact_limit, Distribution::exact_limit + 1, 30000UL);
    const auto values = sample(n, 5);
    const auto sorted = ascending(values);
    Distribution distribution;
    for (const double value : values) distribution.add(value);
    CHECK(distribution.count() == n);
    CHECK(distribution.exact() == (n <= Distribution::exact_limit));
    CHECK(distribution.least() == sorted.front());
    CHECK(distribution.most() == sorted.back());
    CHECK(distribution.mean() == Approx(mean(values)).epsilon(1e-14));
    const auto found = distribution.quantiles({0.5, 0.95});
    CHECK(found[0] == Approx(quantile(sorted, 0.5)).epsilon(distribution.exact() ? 1e-14 : 0.011));
    CHECK(found[1] == Approx(quantile(sorted, 0.95)).epsilon(distribution.exact() ? 1e-14 : 0.011));
}

TEST_CASE("parts merged give what the whole gives, wherever it was cut") {
    const auto [n, cut] = GENERATE(table<std::size_t, std::size_t>(
        {{10, 0}, {10, 10}, {10, 3}, {9000, 10}, {9000, 8990}, {9000, 4500}, {30000, 15000}, {30000, 8192}}));
    const auto values = sample(n, 7);
    Distribution whole;
    Distribution first;
    Distribution second;
    for (std::size_t i = 0; i < n; ++i) {
        whole.add(values[i]);
        (i < cut ? first : second).add(values[i]);
    }
    first.merge(second);
    CHECK(first.count() == whole.count());
    CHECK(first.exact() == whole.exact());
    CHECK(first.mean() == Approx(whole.mean()).epsilon(1e-14));
    CHECK(first.quantiles({0, 0.1, 0.5, 0.9, 0.95, 1}) == whole.quantiles({0, 0.1, 0.5, 0.9, 0.95, 1}));
}

TEST_CASE("an empty distribution has a count and nothing else") {
    const Distribution empty;
    CHECK(empty.count() == 0);
    CHECK_THROWS_AS(empty.mean(), DomainError);
    CHECK_THROWS_AS(empty.least(), DomainError);
    CHECK_THROWS_AS(empty.most(), DomainError);
    CHECK_THROWS_AS(empty.quantiles({0.5}), DomainError);
}
