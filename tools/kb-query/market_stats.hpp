#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tk::query {

/// Seconds since 1970 of "2026-11-25T20:00:00Z", or of its beginning ("2026-11-25", with or without fractions of
/// seconds). Nothing for other texts.
std::optional<double> seconds_of(std::string_view time);

/// One price seen: of one piece.
struct Observation {
    double seconds = 0;
    double price = 0;
    std::optional<double> pieces;  ///< on offer at that price
    std::uint64_t seller = 0;      ///< a number that stands for the seller; 0: not known
};

/// What observations of one item on one server come to. Prices are those of one piece.
struct PriceFigures {
    std::size_t samples = 0;
    double median = 0;
    double low = 0;  ///< 15th percentile: what patient buyers pay
    double deviation =
        0;  ///< 1.4826 times the median distance from the median: robust, a standard deviation for normal data
    std::size_t outliers = 0;  ///< farther than five deviations from the median; they move none of these figures
    double last = 0;           ///< the lowest in the last hour seen
    double first_seen = 0, last_seen = 0;   ///< seconds since 1970
    std::size_t days = 0;                   ///< on which something was seen
    std::optional<double> trend;            ///< percent of the median a day; needs three days
    std::optional<double> pieces_on_offer;  ///< median over the observations that tell
    std::size_t sellers = 0;                ///< that are known by name

    /// Observations a day between the first and the last; one day at least.
    double observations_a_day() const;
};

/// The trend is the median of the slopes between all pairs of daily medians (H. Theil 1950; P. K. Sen, J. Am. Stat.
/// Assoc. 63 (1968) 1379-1389): a third of the days may be wild without moving it. `observations` must not be empty.
PriceFigures figures_of(const std::vector<Observation>& observations);

}  // namespace tk::query
