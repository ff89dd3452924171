#include "stats/comparison.hpp"

#include <algorithm>

#include "catch.hpp"
#include "stats/domain.hpp"

using namespace tk::stats;

TEST_CASE("Fisher's test gives the published probabilities") {
    CHECK(same_rate({3, 4}, {1, 4}) == Approx(34.0 / 70).margin(1e-9));        // the lady tasting tea
    CHECK(same_rate({1, 12}, {9, 12}) == Approx(0.002759456).margin(1e-8));    // 1 of 12 against 9 of 12
    CHECK(same_rate({10, 13}, {2, 17}) == Approx(0.0005367241).margin(1e-8));  // Fisher's twins, R's example
    CHECK(same_rate({0, 5}, {0, 0}) == 1);
    CHECK_THROWS_AS(same_rate({2, 1}, {0, 1}), DomainError);
}

TEST_CASE("far above the exact limit the approximation meets the exact test") {
    CHECK(same_rate({5'050, 10'000}, {4'950, 10'000}) ==
          Approx(same_rate({5'051, 10'001}, {4'951, 10'001})).margin(0.005));
    CHECK(same_rate({50'000, 100'000}, {50'000, 100'000}) == Approx(1));
}

TEST_CASE("the interval of a difference is the one Newcombe published") {
    // Table II, method 10: 56/70 against 48/80.
    const auto interval = rate_difference({56, 70}, {48, 80});
    CHECK(interval.low == Approx(0.0524).margin(0.00005));
    CHECK(interval.high == Approx(0.3339).margin(0.00005));
}

TEST_CASE("of the fifteen p-values of Benjamini and Hochberg four are discoveries at 5 %") {
    const std::vector<double> ps{0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344,
                                 0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0000};
    const auto rates = false_discovery_rates(ps);
    CHECK(std::count_if(rates.begin(), rates.end(), [](double rate) { return rate <= 0.05; }) == 4);
    CHECK(rates[3] == Approx(0.0095 * 15 / 4));
    CHECK(false_discovery_rates({}).empty());
}
