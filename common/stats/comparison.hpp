#pragma once

#include <cstdint>
#include <vector>

#include "stats/interval.hpp"

namespace tk::stats {

/// How often something succeeded among how many; successes <= trials.
struct Sample {
    std::uint64_t successes = 0;
    std::uint64_t trials = 0;
};

/// The probability, were both rates the same, of a difference at least as unlikely as the one seen: Fisher's exact
/// test, two-sided (tables no likelier than the one seen), up to 20,000 trials together; above, the normal
/// approximation with a pooled rate. 1 where one sample is empty. Throws DomainError when successes > trials. Source:
/// R. A. Fisher, The Design of Experiments (1935), chapter 2.
double same_rate(const Sample& a, const Sample& b);

/// Interval of rate(a) - rate(b): the hybrid score interval.
/// Source: R. G. Newcombe, Statistics in Medicine 17 (1998) 873-890, method 10. Throws DomainError for an empty sample.
Interval rate_difference(const Sample& a, const Sample& b, double confidence = 0.95);

/// Each p-value as the smallest false discovery rate at which it is still a discovery, in the order given.
/// Source: Y. Benjamini, Y. Hochberg, J. R. Stat. Soc. B 57 (1995) 289-300.
std::vector<double> false_discovery_rates(const std::vector<double>& ps);

}  // namespace tk::stats
