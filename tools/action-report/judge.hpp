#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "action-report/collector.hpp"
#include "action-report/section.hpp"

namespace tk::report {

/// How rare a thing is among things that were counted. The chance that the next one is of something counted as seldom
/// as this, or more seldom, the next one itself included: a conformal p-value, true for any distribution where the
/// order of the records does not matter (V. Vovk, A. Gammerman, G. Shafer, Algorithmic Learning in a Random World,
/// 2005, section 2.2).
class Rarity {
public:
    Rarity() = default;
    explicit Rarity(std::vector<std::uint64_t> counts);
    /// Of something counted so often; 0: never.
    double chance(std::uint64_t count) const;

private:
    std::vector<std::uint64_t> counts_, sums_;  // ascending; of all up to and with this one
};

/// Values that are not negative, as the baseline has them, and the chance of one as long or longer: from the 90th
/// percentile on by an exponential tail of the logarithms, which the tails of durations seldom go beyond.
class Tail {
public:
    static constexpr std::uint64_t least_values = 50;
    /// Nothing is out of the ordinary where there are fewer values.
    explicit Tail(const stats::Distribution& values);
    double chance(double value) const;
    double usual() const { return usual_; }

private:
    double usual_ = 0, start_ = 0, scale_ = 0;  // median, 90th percentile, of the logarithms
};

/// One way in which an action is out of the ordinary.
struct Oddity {
    std::string key;  ///< new_actor, rare_action, rare_step, failure, long_duration, silence
    Phrase reason;
    Datum value, usual;
    double chance = 1;  ///< of something as odd as this, were the action like those of the baseline
};

/// Judges actions one by one against a log that is taken as ordinary. What is like the log is told as odd with a chance
/// of at most about `budget` an action, over all ways together.
class Judge {
public:
    static constexpr double budget = 0.01;
    static constexpr int ways = 6;
    static constexpr double limit = budget / ways;

    /// `baseline` may go afterwards.
    explicit Judge(const Collector& baseline);

    /// What is odd about an action, which comes after those that were judged before.
    std::vector<Oddity> judge(const Event& event);
    /// What was done last in a session, so that the next action is judged as following it.
    void set_last(std::string_view session, std::string_view action);
    /// Actions of the baseline.
    std::uint64_t size() const { return size_; }

private:
    struct Kind {
        std::string name;
        std::uint64_t count = 0;
        Outcomes outcomes;
        Tail durations{stats::Distribution{}};
        Rarity next;
        std::unordered_map<std::uint32_t, std::uint64_t> followers;  // by kind
    };
    std::optional<std::uint32_t> kind_of(std::string_view action) const;
    void judge_step(std::string_view session, std::uint32_t kind, std::vector<Oddity>& odd) const;

    std::vector<Kind> kinds_;
    TextMap<std::uint32_t> kind_index_;
    Rarity actions_, actors_;
    TextMap<std::uint64_t> actor_counts_;
    Tail gaps_;
    std::uint64_t size_ = 0;
    TextMap<std::optional<std::uint32_t>> last_;  // kind by session; none: one that the baseline does not have
    std::optional<double> last_clock_;
};

}  // namespace tk::report
