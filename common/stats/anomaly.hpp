#pragma once

#include <cstddef>
#include <span>
#include <vector>

namespace tk::stats {

/// Distance of each value from the median in robust standard deviations (1.4826 times the median absolute deviation;
/// where that is 0, 1.2533 times the mean one). Empty when all values are the same, or there are none.
/// Source: B. Iglewicz, D. Hoaglin, How to Detect and Handle Outliers (1993).
std::vector<double> robust_scores(std::span<const double> values);

/// The values less the median of their place in the period, plus the median of all: a cycle of that length is gone.
/// Unchanged when `period` < 2 or there are fewer than three periods.
std::vector<double> without_season(std::span<const double> values, std::size_t period);

/// The exponentially weighted moving average, which shows small shifts that last.
/// Source: S. W. Roberts, Technometrics 1 (1959) 239-250.
std::vector<double> moving_average(std::span<const double> values, double weight = 0.2);

/// Cumulative sums of what is beyond `allowance` standard deviations, upwards less downwards: they grow while a small
/// shift of the level lasts. Of normal scores, so that the shape of the distribution does not matter, over the widening
/// by dependent neighbours and by a level that wanders anyway (both told by medians, which a shift of a small part of
/// the series hardly moves). Empty when all values are the same, or there are none.
/// Source: E. S. Page, Biometrika 41 (1954) 100-115.
std::vector<double> cumulative_sums(std::span<const double> values, double allowance = 0.5);

/// The limit that cumulative sums of `count` independent normal values reach on either side with a probability of about
/// `budget`. Throws DomainError for a count of 0 or a budget outside (0, 1).
/// Source of the run length: D. Siegmund, Sequential Analysis (1985), section 2.6.
double cumulative_limit(std::size_t count, double budget, double allowance = 0.5);

/// The limit that the largest of these sizes (not negative) exceeds with a probability of about `budget` when none is
/// out of the ordinary: that of so many normal values, or where their tail is heavier, that of an exponential tail
/// through their 90th and 95th percentile, which outliers hardly move (peaks over threshold: A. Siffer et al., KDD
/// 2017, with the simpler tail). Throws DomainError for no sizes or a budget outside (0, 1).
double outlier_limit(std::span<const double> sizes, double budget);

}  // namespace tk::stats
