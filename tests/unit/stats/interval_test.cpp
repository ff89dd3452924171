#include "stats/interval.hpp"

#include <cmath>
#include <tuple>

#include "catch.hpp"
#include "stats/domain.hpp"

using tk::stats::normal_upper;
using tk::stats::wilson;

TEST_CASE("the Wilson interval is the one Newcombe published") {
    // R. G. Newcombe, Statistics in Medicine 17 (1998) 857-872, table I, method 3, 95 %, four decimals.
    const auto [successes, trials, low, high] = GENERATE(table<std::uint64_t, std::uint64_t, double, double>({
        {81, 263, 0.2553, 0.3662},
        {15, 148, 0.0624, 0.1605},
        {0, 20, 0.0000, 0.1611},
        {1, 29, 0.0061, 0.1718},
    }));
    const auto interval = wilson(successes, trials);
    CHECK(interval.low == Approx(low).margin(0.00005));
    CHECK(interval.high == Approx(high).margin(0.00005));
}

TEST_CASE("the Wilson interval holds the rates that a score test would not reject, and no others") {
    // The definition: its ends are the p with (rate - p)^2 = z^2 p (1 - p) / n.
    const double z = normal_upper(0.025);
    for (std::uint64_t n = 1; n <= 40; ++n) {
        for (std::uint64_t k = 0; k <= n; ++k) {
            const auto [low, high] = wilson(k, n);
            const double rate = static_cast<double>(k) / static_cast<double>(n);
            CHECK((low >= 0 && low <= rate && rate <= high && high <= 1));
            for (const double end : {low, high}) {
                if (end == 0 || end == 1) continue;
                const double score = (rate - end) / std::sqrt(end * (1 - end) / static_cast<double>(n));
                CHECK(std::abs(score) == Approx(z).epsilon(1e-9));
            }
        }
    }
}

TEST_CASE("failures and successes mirror each other in the Wilson interval") {
    const auto few = wilson(3, 17);
    const auto many = wilson(14, 17);
    CHECK(few.low == Approx(1 - many.high).epsilon(1e-12));
    CHECK(few.high == Approx(1 - many.low).epsilon(1e-12));
}

TEST_CASE("no trials say nothing about the rate, and nonsense is refused") {
    CHECK(wilson(0, 0).low == 0);
    CHECK(wilson(0, 0).high == 1);
    CHECK_THROWS_AS(wilson(2, 1), tk::stats::DomainError);
    CHECK_THROWS_AS(wilson(1, 2, 1.0), tk::stats::DomainError);
}

TEST_CASE("the normal quantile has the values that AS 241 publishes") {
    // M. J. Wichura, Algorithm AS 241, Applied Statistics 37 (1988) 477-484: test values of PPND16.
    const auto [tail, x] = GENERATE(table<double, double>({
        {0.25, 0.67448975019608174320},
        {0.001, 3.0902323061678135415},
        {1e-20, 9.2623400897984075796},
    }));
    CHECK(normal_upper(tail) == Approx(x).epsilon(1e-13));
}

TEST_CASE("the normal quantile undoes the distribution function far into both tails") {
    for (double x = -8; x <= 37; x += 0.37) {
        const double tail = 0.5 * std::erfc(x / std::sqrt(2.0));
        if (tail >= 1 - 1e-9) continue;  // so close to 1 the tail itself has lost its digits
        CAPTURE(x, tail);
        CHECK(normal_upper(tail) == Approx(x).margin(1e-7).epsilon(1e-12));
    }
    CHECK(normal_upper(0.5) == Approx(0).margin(1e-15));
    CHECK_THROWS_AS(normal_upper(0), tk::stats::DomainError);
    CHECK_THROWS_AS(normal_upper(1), tk::stats::DomainError);
    CHECK_THROWS_AS(normal_upper(std::nan("")), tk::stats::DomainError);
}
