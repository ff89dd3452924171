#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/section.hpp"
#include "action-report/tally.hpp"

namespace tk::report {

/// Two parts of a log held against each other: two actors, two sessions, or before and after a moment.
class Comparison {
public:
    /// "actor=A,B", "session=A,B", or a moment (a date, or seconds from the start). Throws UsageError naming --compare.
    explicit Comparison(std::string_view text);

    void add(const Event& event, Counted counted);

    /// What one side did of one kind; durations by the recurrence of B. P. Welford, Technometrics 4 (1962) 419-420.
    struct Side {
        std::uint64_t count = 0;
        Outcomes outcomes;
        std::uint64_t timed = 0;
        double mean = 0, squares = 0;  ///< of the durations: their mean, and the sum of squares around it
        Places places;
        void add_duration(double seconds);
        double variance() const { return timed > 1 ? squares / static_cast<double>(timed - 1) : 0; }
    };
    const std::array<std::string, 2>& names() const { return names_; }
    const std::array<std::vector<Side>, 2>& sides() const { return sides_; }  ///< by kind

private:
    enum class By { actor, session, time };
    By by_ = By::time;
    std::array<std::string, 2> names_;
    double at_ = 0;
    std::array<std::vector<Side>, 2> sides_;
};

/// Action by action: how often, how well, how long on either side, with intervals of the differences.
Section comparison_section(const Comparison& comparison, const Tally& tally, std::uint64_t min_sample);

}  // namespace tk::report
