#include "stats/anomaly.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>
#include <random>

#include "catch.hpp"
#include "stats/domain.hpp"

using namespace tk::stats;

namespace {

constexpr double budget = 0.05;

/// Whether the cumulative sums of a series would be called a shift.
bool shifts(const std::vector<double>& values, std::size_t period) {
    const auto sums = cumulative_sums(without_season(values, period));
    const double limit = sums.empty() ? 0 : cumulative_limit(sums.size(), budget);
    return std::any_of(sums.begin(), sums.end(), [&](double sum) { return std::abs(sum) > limit; });
}

/// Whether any value of an ordinary series would be called an outlier.
bool alarms(std::vector<double> values, std::size_t period) {
    auto sizes = robust_scores(without_season(values, period));
    for (double& size : sizes) size = std::abs(size);
    return !sizes.empty() && *std::max_element(sizes.begin(), sizes.end()) > outlier_limit(sizes, budget);
}

}  // namespace

TEST_CASE("a robust score is the distance from the median in median deviations") {
    const auto scores = robust_scores(std::vector<double>{1, 2, 3, 4, 100});
    CHECK(scores[4] == Approx(97 / 1.4826));
    CHECK(scores[2] == 0);
    CHECK(robust_scores(std::vector<double>{5, 5, 5}).empty());
    CHECK(robust_scores(std::vector<double>{5, 5, 5, 5, 9})[4] == Approx(4 / (1.2533 * 0.8)));
}

TEST_CASE("a cycle is taken out, and what breaks it stays") {
    std::vector<double> values;
    for (int i = 0; i < 60; ++i) values.push_back(std::vector<double>{1, 5, 9}[static_cast<std::size_t>(i % 3)]);
    values[30] = 4;
    const auto flat = without_season(values, 3);
    CHECK(flat[29] == 5);
    CHECK(flat[30] == 8);
    CHECK(without_season(values, 1) == values);
}

TEST_CASE("a moving average follows a shift that lasts") {
    const auto average = moving_average(std::vector<double>{0, 0, 0, 1, 1}, 0.5);
    CHECK(average == std::vector<double>{0, 0, 0, 0.5, 0.75});
}

TEST_CASE("ordinary series stay within the budget of false alarms, whatever their shape") {
    // 400 series a shape; at a true rate of 5 % more than 35 alarms would come once in a thousand runs.
    std::mt19937 random{7};
    std::normal_distribution<double> normal;
    std::exponential_distribution<double> wait;
    const auto shape = GENERATE(0, 1, 2, 3, 4, 5);
    int alarmed = 0;
    int shifted = 0;
    for (int run = 0; run < 400; ++run) {
        std::vector<double> values;
        double before = 0;
        for (int i = 0; i < 300; ++i) {
            const double noise = normal(random);
            before = 0.8 * before + noise;
            const double sign = random() % 2 == 0 ? 1 : -1;
            const double of_shape[]{noise,
                                    before,
                                    sign * wait(random),
                                    static_cast<double>(random() % 1000),
                                    10 * std::sin(2 * std::numbers::pi * i / 24) + noise,
                                    wait(random)};
            values.push_back(of_shape[shape]);
        }
        if (shape < 5 && alarms(values, shape == 4 ? 24 : 0)) ++alarmed;
        if (shifts(values, shape == 4 ? 24 : 0)) ++shifted;
    }
    CAPTURE(shape);
    CHECK(alarmed <= 35);
    CHECK(shifted <= 35);
}

TEST_CASE("a value far out of the ordinary is beyond the limit") {
    std::mt19937 random{3};
    std::normal_distribution<double> normal;
    std::vector<double> values;
    for (int i = 0; i < 300; ++i) values.push_back(normal(random));
    values[150] = 12;
    CHECK(alarms(values, 0));
    CHECK_THROWS_AS(outlier_limit(std::vector<double>{}, 0.05), DomainError);
}

TEST_CASE("the limit of cumulative sums is the one with the run length of the tables") {
    // Siegmund's formula by hand: allowance 0.5, limit 4, one side: (e^5.166 - 5.166 - 1) / 0.5 = 338.1; 336 is the
    // value of D. Montgomery, Introduction to Statistical Quality Control, table 9.4, for both sides together 168.
    CHECK(cumulative_limit(1000, 1 - std::exp(-1000 / 169.05)) == Approx(4).epsilon(0.001));
    CHECK_THROWS_AS(cumulative_limit(0, 0.05), DomainError);
    CHECK_THROWS_AS(cumulative_limit(5, 1), DomainError);
}

TEST_CASE("a small shift that lasts is found in the cumulative sums, and told with its direction") {
    std::mt19937 random{11};
    std::normal_distribution<double> normal;
    std::vector<double> values;
    for (int i = 0; i < 600; ++i) values.push_back(normal(random) - (i >= 500 ? 1.5 : 0));
    CHECK(shifts(values, 0));
    CHECK(cumulative_sums(values).back() < 0);
    CHECK(cumulative_sums(std::vector<double>{2, 2, 2}).empty());
    CHECK(cumulative_sums(std::vector<double>{}).empty());
}
