#include "stats/quantile.hpp"

#include <array>
#include <cmath>
#include <random>

#include "catch.hpp"
#include "stats/domain.hpp"

using namespace tk::stats;

TEST_CASE("percentiles of the motor trend cars are those that R prints") {
    // Miles a gallon of 32 cars: H. V. Henderson and P. F. Velleman, Biometrics 37 (1981) 391-411 (R's mtcars$mpg);
    // summary() and quantile() of R with the default, type 7.
    const std::array mpg{21.0, 21.0, 22.8, 21.4, 18.7, 18.1, 14.3, 24.4, 22.8, 19.2, 17.8,
                         16.4, 17.3, 15.2, 10.4, 10.4, 14.7, 32.4, 30.4, 33.9, 21.5, 15.5,
                         15.2, 13.3, 19.2, 27.3, 26.0, 30.4, 15.8, 19.7, 15.0, 21.4};
    const auto sorted = ascending(mpg);
    const auto [p, value] =
        GENERATE(table<double, double>({{0, 10.4}, {0.25, 15.425}, {0.5, 19.2}, {0.75, 22.8}, {1, 33.9}}));
    CHECK(quantile(sorted, p) == Approx(value).epsilon(1e-12));
    CHECK(median(sorted) == Approx(19.2).epsilon(1e-12));
    CHECK(mean(mpg) == Approx(20.09062).margin(0.000005));
}

TEST_CASE("the 40th percentile of the usual example is 29 by the (n - 1) p rule") {
    // The list 15, 20, 35, 40, 50 of the literature on percentile rules: 29 by this rule, 26 by the (n + 1) p rule.
    const std::array<double, 5> values{15, 20, 35, 40, 50};
    CHECK(quantile(values, 0.4) == Approx(29).epsilon(1e-12));
}

TEST_CASE("a quantile lies between its neighbours, never falls with p, and hits each value at its own rank") {
    std::mt19937 random{11};
    for (std::size_t n = 1; n <= 60; ++n) {
        std::vector<double> values(n);
        for (double& value : values) value = static_cast<double>(random() % 50);
        const auto sorted = ascending(values);
        for (std::size_t i = 0; i < n; ++i) {
            const double p = n == 1 ? 0.5 : static_cast<double>(i) / static_cast<double>(n - 1);
            CHECK(quantile(sorted, p) == Approx(sorted[i]).margin(1e-9));
        }
        double last = sorted.front();
        for (double p = 0; p <= 1; p += 0.013) {
            CHECK(quantile(sorted, p) >= last - 1e-12);
            last = quantile(sorted, p);
        }
    }
}

TEST_CASE("a sum keeps the small terms that large ones would swallow") {
    Sum sum;
    for (const double term : {1.0, 1e100, 1.0, -1e100}) sum.add(term);
    CHECK(sum.value() == 2);
    Sum parts;
    Sum part;
    part.add(1e100);
    part.add(1.0);
    parts.add(1.0);
    parts.add(part);
    parts.add(-1e100);
    CHECK(parts.value() == 2);
}

TEST_CASE("no values have no mean, median or quantile") {
    CHECK_THROWS_AS(quantile({}, 0.5), DomainError);
    CHECK_THROWS_AS(median({}), DomainError);
    CHECK_THROWS_AS(mean({}), DomainError);
    const std::array one{1.0};
    CHECK_THROWS_AS(quantile(one, 1.01), DomainError);
    CHECK_THROWS_AS(quantile(one, std::nan("")), DomainError);
}
