#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "action-report/event.hpp"
#include "action-report/pair_index.hpp"
#include "action-report/tally.hpp"
#include "stats/distribution.hpp"

namespace tk::report {

/// When how much was done, the longest silences, and when each actor came: what anomalies are looked for in. Memory
/// grows with the distinct actors only.
class Activity {
public:
    static constexpr std::size_t most_bins = 16'384;
    static constexpr std::size_t most_gaps = 8;

    void add(const Event& event, Counted counted);

    struct Bin {
        std::uint64_t count = 0;
        std::uint64_t first_record = 0;
    };
    /// Between two actions with a clock, one after the other in the input.
    struct Gap {
        double seconds = 0, from = 0;
        std::uint64_t before = 0, after = 0;  ///< records
    };
    struct Arrival {
        std::uint64_t record = 0;
        std::uint32_t sessions_before = 0;  ///< that had begun when the actor came
        std::uint32_t sessions = 0;         ///< of the actor
        std::uint32_t last_session = UINT32_MAX;
    };
    double width() const { return width_; }  ///< of a bin, s
    const std::map<std::int64_t, Bin>& bins() const { return bins_; }
    const stats::Distribution& gaps() const { return gaps_; }
    const std::vector<Gap>& longest() const { return longest_; }
    const std::vector<Arrival>& arrivals() const { return arrivals_; }  ///< by actor
    std::uint32_t sessions() const { return sessions_; }
    bool with_dates() const { return with_dates_; }  ///< clocks are times since 1970

private:
    void count(double clock, std::uint64_t record);
    void wait(double clock, std::uint64_t record);

    double width_ = 60;
    std::map<std::int64_t, Bin> bins_;
    std::int64_t last_place_ = 0;
    Bin* last_bin_ = nullptr;  // in bins_: actions come in bursts
    stats::Distribution gaps_;
    std::vector<Gap> longest_;
    std::vector<Arrival> arrivals_;
    PairIndex companies_;  // actor and session
    std::vector<bool> seen_sessions_;
    std::uint32_t sessions_ = 0;
    std::optional<double> last_clock_;
    std::uint64_t last_record_ = 0;
    bool with_dates_ = false;
};

}  // namespace tk::report
