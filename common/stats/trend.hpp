#pragma once

#include <cstdint>
#include <span>

#include "stats/interval.hpp"

namespace tk::stats {

/// Whether a series rises or falls, whatever its shape.
struct MannKendall {
    std::int64_t s = 0;             ///< pairs that rise minus pairs that fall
    double variance = 0;            ///< of s without a trend, ties counted
    double z = 0;                   ///< with continuity correction
    double p = 1;                   ///< two-sided
    double corrected_variance = 0;  ///< the same with the autocorrelation of the ranks counted
    double corrected_z = 0;
    double corrected_p = 1;
};

/// H. B. Mann, Econometrica 13 (1945) 245-259, M. G. Kendall, Rank Correlation Methods; the correction for series whose
/// neighbours resemble each other: K. H. Hamed, A. R. Rao, J. Hydrology 204 (1998) 182-196 (ranks of the series without
/// its Theil-Sen slope, lags whose autocorrelation is significant at 5 %). At least two values; DomainError otherwise.
MannKendall mann_kendall(std::span<const double> values);

/// Median of the slopes of all pairs, a step apart being 1, and its 95 % interval.
/// P. K. Sen, J. Am. Stat. Assoc. 63 (1968) 1379-1389. At least two values; DomainError otherwise.
struct TheilSen {
    double slope = 0;
    Interval interval;
};
TheilSen theil_sen(std::span<const double> values);

}  // namespace tk::stats
