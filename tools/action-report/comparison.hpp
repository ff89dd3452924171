#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/section.hpp"
#include "action-report/tally.hpp"

namespace tk::report {

/// Number of values, their mean and spread, by the recurrence of B. P. Welford, Technometrics 4 (1962) 419-420.
struct SampleMean {
    std::uint64_t count = 0;
    double mean = 0, squares = 0;  ///< squares: the sum of those of the distances from the mean
    void add(double value);
    double variance() const { return count > 1 ? squares / static_cast<double>(count - 1) : 0; }
};

/// Both means, and their difference (the second less the first) with its 95 % interval: B. L. Welch, Biometrika 34
/// (1947) 28-35, at the normal quantile. `digits`: as number_datum has them.
std::vector<Datum> mean_cells(const SampleMean& a, const SampleMean& b, int digits);

/// Two parts of a log held against each other: two actors, two sessions, or before and after a moment.
class Comparison {
public:
    /// "actor=A,B", "session=A,B", or a moment (a date, or seconds from the start). Throws UsageError naming --compare.
    explicit Comparison(std::string_view text);

    void add(const Event& event, Counted counted);
    /// A value that was measured; `at`: its moment, if it has one.
    void measure(std::string_view actor, std::string_view session, std::string_view metric, double value,
                 std::optional<double> at);

    /// What one side did of one kind.
    struct Side {
        std::uint64_t count = 0;
        Outcomes outcomes;
        SampleMean durations;
        Places places;
    };
    const std::array<std::string, 2>& names() const { return names_; }
    const std::array<std::vector<Side>, 2>& sides() const { return sides_; }  ///< by kind
    /// What was measured on either side, by the name of the metric.
    using Metrics = std::map<std::string, std::array<SampleMean, 2>, std::less<>>;
    const Metrics& metrics() const { return metrics_; }

private:
    enum class By { actor, session, time };
    By by_ = By::time;
    std::array<std::string, 2> names_;
    double at_ = 0;
    std::array<std::vector<Side>, 2> sides_;
    Metrics metrics_;

    std::optional<std::size_t> side_of(std::string_view actor, std::string_view name, std::string_view session,
                                       std::optional<double> clock) const;
};

/// Action by action: how often, how well, how long on either side, with intervals of the differences.
Section comparison_section(const Comparison& comparison, const Tally& tally, std::uint64_t min_sample);

}  // namespace tk::report
