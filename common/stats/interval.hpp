#pragma once

#include <cstdint>

namespace tk::stats {

/// The two ends of an interval, low <= high.
struct Interval {
    double low = 0;
    double high = 0;
};

/// The x that a standard normal variable exceeds with probability `tail`, 0 < tail < 1; throws DomainError
/// outside. Relative error below 1e-12 down to tail = 1e-300.
double normal_upper(double tail);

/// Wilson's score interval, without continuity correction, for a rate of `successes` in `trials`: its coverage is close
/// to `confidence` for small samples and rates near 0 and 1 too. Of no trials it is [0, 1].
/// Source: E. B. Wilson, J. Am. Stat. Assoc. 22 (1927) 209-212; recommended by R. G. Newcombe, Statistics in Medicine
/// 17 (1998) 857-872 (method 3). Throws DomainError when successes > trials or confidence is not inside (0, 1).
Interval wilson(std::uint64_t successes, std::uint64_t trials, double confidence = 0.95);

}  // namespace tk::stats
